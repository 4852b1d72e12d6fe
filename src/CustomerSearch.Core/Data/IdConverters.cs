using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CustomerSearch.Core.Data;

internal sealed class CustomerIdConverter() : ValueConverter<CustomerId, long>(id => id.Value, value => new CustomerId(value));

internal sealed class AccountIdConverter() : ValueConverter<AccountId, long>(id => id.Value, value => new AccountId(value));

internal sealed class DepartmentIdConverter()
    : ValueConverter<DepartmentId, long>(id => id.Value, value => new DepartmentId(value));

internal sealed class TagIdConverter() : ValueConverter<TagId, long>(id => id.Value, value => new TagId(value));
