using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Access;

/// <summary>The operator of work that goes on after its request: the account that asked for it, as it is now.</summary>
public static class Operators
{
    /// <exception cref="InvalidOperationException">There is no such account.</exception>
    public static Task<Operator> FindAsync(CustomerDb db, AccountId id, CancellationToken ct) => (
        from account in db.Accounts
        join department in db.Departments on account.DepartmentId equals department.Id
        where account.Id == id
        select new Operator
        {
            Id = account.Id,
            UserName = account.UserName,
            RealName = account.RealName,
            Role = account.Role,
            DepartmentId = department.Id,
            Department = department.Name,
        }).SingleAsync(ct);
}
