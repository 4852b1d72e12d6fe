using CustomerSearch.Core.Data;

namespace CustomerSearch.Sqlite;

/// <summary>
/// SQLite has one writer at a time; inside this process writers take turns here instead of polling its lock. The
/// most urgent waits the least; equals go in the order in which they came.
/// </summary>
internal sealed class WriteGate
{
    private readonly Lock state = new();
    private readonly LinkedList<TaskCompletionSource>[] waiting =
        [.. Enum.GetValues<WritePriority>().Select(_ => new LinkedList<TaskCompletionSource>())];

    private bool taken;

    /// <summary>Waits for the turn; dispose what it gives to end it.</summary>
    /// <exception cref="OperationCanceledException">The wait was given up.</exception>
    public async Task<Turn> EnterAsync(WritePriority priority, CancellationToken ct)
    {
        LinkedListNode<TaskCompletionSource> node;
        lock (state)
        {
            if (!taken)
            {
                taken = true;
                return new Turn(this);
            }

            node = waiting[(int)priority].AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var registration = ct.Register(() => GiveUp(node, ct));
        await node.Value.Task;
        return new Turn(this);
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> node, CancellationToken ct)
    {
        lock (state)
        {
            if (node.List is null)
                return;

            node.List.Remove(node);
        }

        node.Value.TrySetCanceled(ct);
    }

    private void Leave()
    {
        TaskCompletionSource? next = null;
        lock (state)
        {
            foreach (var queue in waiting)
            {
                if (queue.First is not { } first)
                    continue;

                queue.RemoveFirst();
                next = first.Value;
                break;
            }

            taken = next is not null;
        }

        next?.SetResult();
    }

    internal sealed class Turn(WriteGate gate) : IDisposable
    {
        private WriteGate? held = gate;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Leave();
    }
}
