using Raposa;

// The API as a program of its own: a client of the silos, joined through their gateway (Engine=orleans).
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddClientApi();

var app = builder.Build();
app.MapClientApi();
await app.RunAsync();
