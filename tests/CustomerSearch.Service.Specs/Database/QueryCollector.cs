using System.Collections.Concurrent;
using System.Linq.Expressions;
using CustomerSearch.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;

namespace CustomerSearch.Service.Specs.Database;

/// <summary>Every query that the service has EF Core compile while the tests run, whatever asks for it.</summary>
internal sealed class QueryCollector : IQueryExpressionInterceptor
{
    private readonly ConcurrentQueue<Expression> queries = new();

    public static QueryCollector OfAllTests { get; } = new();

    public IReadOnlyCollection<Expression> Queries => queries;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (eventData.Context is SqliteCustomerDb && !OwnWords.AreIn(queryExpression))
            queries.Enqueue(queryExpression);

        return queryExpression;
    }

    /// <summary>SQL that SQLite's own project writes is SQLite's own.</summary>
    private sealed class OwnWords : ExpressionVisitor
    {
        private bool found;

        public static bool AreIn(Expression query)
        {
            var visitor = new OwnWords();
            visitor.Visit(query);
            return visitor.found;
        }

        protected override Expression VisitExtension(Expression node)
        {
            found |= node is FromSqlQueryRootExpression or SqlQueryRootExpression;
            return node is QueryRootExpression or QueryParameterExpression ? node : base.VisitExtension(node);
        }
    }
}
