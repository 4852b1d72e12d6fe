using System.Collections;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Service.Specs;

/// <summary>Keeps everything that is logged: the text, the exception, and each value that stands beside the text.</summary>
internal sealed class LogCapture(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        log.Enqueue(Describe(state));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        log.Enqueue($"{formatter(state, exception)} {Describe(state)} {exception}");

    public void Dispose()
    {
        // Nothing is held.
    }

    private static string Describe(object? state) => state is IEnumerable values and not string
        ? string.Join(' ', values.Cast<object?>())
        : state?.ToString() ?? "";
}
