using Raposa;
using Raposa.Engine;

// The API as a program of its own: a client of the silos, joined through their gateway (Engine=orleans).
var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddClientApi();
builder.Services.AddClusterHealth();
builder.AddEngine();

var app = builder.Build();
app.MapClientApi();
app.MapClusterHealth();
await app.RunAsync();
