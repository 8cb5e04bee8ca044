using System.Numerics;
using System.Security.Cryptography;

namespace Raposa.DemoWorld;

/// <summary>
/// An RSA key that a seed decides, so that a world signs the same way each time and no private key stands in a repository.
/// Nothing that it signs is a secret: whoever has the seed has the key.
/// </summary>
internal static class SeededRsa
{
    private const int PrimeBytes = 128;

    private static readonly int[] SmallPrimes = [.. Enumerable.Range(3, 4_000).Where(number => number % 2 == 1 && IsSmallPrime(number))];
    private static readonly BigInteger Exponent = 65_537;

    /// <summary>2048 bits.</summary>
    public static RSA Create(Dice dice)
    {
        BigInteger p, q, d;
        do
        {
            p = Prime(dice);
            q = Prime(dice);
            (p, q) = p > q ? (p, q) : (q, p);
            d = Inverse(Exponent, (p - 1) * (q - 1));
        }
        while (p == q || d.IsZero);

        return RSA.Create(new RSAParameters
        {
            Modulus = Bytes(p * q, 2 * PrimeBytes),
            Exponent = [1, 0, 1],
            D = Bytes(d, 2 * PrimeBytes),
            P = Bytes(p, PrimeBytes),
            Q = Bytes(q, PrimeBytes),
            DP = Bytes(d % (p - 1), PrimeBytes),
            DQ = Bytes(d % (q - 1), PrimeBytes),
            InverseQ = Bytes(Inverse(q, p), PrimeBytes),
        });
    }

    // The first prime from a random place on. What small primes divide is told by remainders, without long divisions.
    private static BigInteger Prime(Dice dice)
    {
        while (true)
        {
            var bytes = Convert.FromHexString(dice.Hex(2 * PrimeBytes));
            bytes[0] |= 0xC0; // two of them make a product of full length
            bytes[^1] |= 1;
            var start = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
            var remainders = Array.ConvertAll(SmallPrimes, prime => (int)(start % prime));
            for (var step = 0; step < 20_000; step += 2)
            {
                if (IsSieved(remainders, step))
                {
                    continue;
                }

                var candidate = start + step;
                if ((candidate - 1) % Exponent != 0 && IsProbablePrime(candidate, dice))
                {
                    return candidate;
                }
            }
        }
    }

    private static bool IsSieved(int[] remainders, int step)
    {
        for (var index = 0; index < remainders.Length; index++)
        {
            if ((remainders[index] + step) % SmallPrimes[index] == 0)
            {
                return true;
            }
        }

        return false;
    }

    // Miller and Rabin; twelve rounds leave a chance of 2^-24 at the very most, and far less for numbers of this size.
    private static bool IsProbablePrime(BigInteger candidate, Dice dice)
    {
        var odd = candidate - 1;
        var twos = 0;
        for (; odd.IsEven; odd >>= 1)
        {
            twos++;
        }

        return Enumerable.Range(0, 12).All(_ => Passes(BigInteger.ModPow(2 + (dice.Next() >> 1), odd, candidate), candidate, twos));
    }

    private static bool Passes(BigInteger power, BigInteger candidate, int twos)
    {
        if (power.IsOne || power == candidate - 1)
        {
            return true;
        }

        for (var round = 1; round < twos; round++)
        {
            power = BigInteger.ModPow(power, 2, candidate);
            if (power == candidate - 1)
            {
                return true;
            }
        }

        return false;
    }

    private static BigInteger Inverse(BigInteger value, BigInteger modulus)
    {
        var (r, nextR, s, nextS) = (modulus, value % modulus, BigInteger.Zero, BigInteger.One);
        while (!nextR.IsZero)
        {
            var quotient = r / nextR;
            (r, nextR) = (nextR, r - (quotient * nextR));
            (s, nextS) = (nextS, s - (quotient * nextS));
        }

        return r.IsOne ? (s % modulus + modulus) % modulus : BigInteger.Zero;
    }

    private static byte[] Bytes(BigInteger value, int length)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }

    private static bool IsSmallPrime(int number)
    {
        for (var divisor = 3; divisor * divisor <= number; divisor += 2)
        {
            if (number % divisor == 0)
            {
                return false;
            }
        }

        return true;
    }
}
