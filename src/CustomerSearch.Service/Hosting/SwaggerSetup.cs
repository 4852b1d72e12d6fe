using Microsoft.OpenApi;

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
}
