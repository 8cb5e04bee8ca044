using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Raposa.Findings;

/// <summary>Sends alerts as mail, through the SMTP server of the settings: one connection for each message.</summary>
internal sealed class MailAlertClient(AlertOptions options, TimeProvider time) : IAlertClient
{
    public AlertReceiverKind Kind => AlertReceiverKind.Mail;

    public async Task<AlertOutcome> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        if (options.SmtpHost is not { Length: > 0 } host)
        {
            return new("There is no mail server: set Raposa:Alerts:SmtpHost.");
        }

        using var mail = new MimeMessage
        {
            Subject = message.Title,
            Date = time.GetUtcNow(),
            MessageId = $"{message.Id:D}@raposa",
            Body = new TextPart("plain") { Text = message.Text },
        };
        mail.From.Add(MailboxAddress.Parse(options.From));
        mail.To.Add(MailboxAddress.Parse(message.Target));
        try
        {
            using var smtp = new SmtpClient { Timeout = 20_000 };
            var security = options.SmtpRequiresTls
                ? options.SmtpPort == 465 ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls
                : SecureSocketOptions.StartTlsWhenAvailable;
            await smtp.ConnectAsync(host, options.SmtpPort, security, cancellationToken);
            if (options.SmtpUser is { Length: > 0 } user)
            {
                await smtp.AuthenticateAsync(user, options.SmtpPassword ?? "", cancellationToken);
            }

            await smtp.SendAsync(mail, cancellationToken);
            await smtp.DisconnectAsync(quit: true, cancellationToken);
            return AlertOutcome.Arrived;
        }
        catch (Exception failed) when (failed is CommandException or ProtocolException or AuthenticationException
            or SslHandshakeException or SocketException or IOException or TimeoutException or NotSupportedException)
        {
            return new($"{host}:{options.SmtpPort}: {failed.Message}");
        }
    }
}
