# The service, for the server profile of docker-compose.yml. Keys, secrets and anchors are mounted, never built in.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/CustomerSearch.Service -c Release --use-current-runtime --no-self-contained -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# What the service writes: its own folder, and those that all instances share.
RUN mkdir -p /data /anchors /files && chown app /data /anchors /files
USER app
ENV Urls=http://0.0.0.0:8080 Data__Directory=/data Anchors__Path=/anchors Files__Path=/files
EXPOSE 8080
ENTRYPOINT ["dotnet", "CustomerSearch.Service.dll"]
