using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CustomerSearch.Service.Hosting;

internal static class SwaggerSetup
{
    private const string Scheme = "session";

    public static void AddApiDescription(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "CustomerSearch",
                Version = "v1",
                Description = "Sign in with POST /api/v1/sign-in, press Authorize, and paste the access token.",
            });
            foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "CustomerSearch.*.xml"))
                swagger.IncludeXmlComments(file);

            swagger.DescribeAllParametersInCamelCase();
            swagger.OperationFilter<ShowExample>();
            swagger.AddSecurityDefinition(Scheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The access token of a session.",
            });
            swagger.AddSecurityRequirement(document => new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(Scheme, document)] = [],
            });
        });
    }

    /// <summary>Puts the endpoint's own example where the UI offers one to send.</summary>
    private sealed class ShowExample : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            var example = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<RequestExample>().SingleOrDefault();
            if (example is not null && operation.RequestBody?.Content?.Values.FirstOrDefault() is OpenApiMediaType body)
                body.Example = JsonNode.Parse(example.Json);
        }
    }
}

/// <summary>A body that works when it is sent as it stands.</summary>
internal sealed record RequestExample(string Json);
