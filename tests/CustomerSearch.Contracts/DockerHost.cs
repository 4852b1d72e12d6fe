using DotNet.Testcontainers.Configurations;

namespace CustomerSearch.Contracts;

/// <summary>The Docker of the machine, where there is one.</summary>
internal static class DockerHost
{
    public static async Task<bool> AnswersAsync()
    {
        try
        {
            var endpoint = TestcontainersSettings.OS.DockerEndpointAuthConfig;
            if (endpoint is null)
                return false;
            using var docker = endpoint.GetDockerClientBuilder(Guid.Empty).Build();
            await docker.System.PingAsync();
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or InvalidOperationException)
        {
            return false;
        }
    }
}
