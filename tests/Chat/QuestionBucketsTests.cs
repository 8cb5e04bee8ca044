namespace Raposa.Chat;

public class QuestionBucketsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ann = Guid.Parse("0198f0aa-0000-7000-8000-000000000001"), Ben = Guid.Parse("0198f0aa-0000-7000-8000-000000000002");

    [Fact]
    public void A_person_who_asked_enough_waits_and_the_others_do_not()
    {
        var buckets = new QuestionBuckets(organizationPerMinute: 10, personPerMinute: 2);
        buckets.Take(Ann, Noon);
        buckets.Take(Ann, Noon);

        Assert.Equal(TimeSpan.FromSeconds(30), buckets.Take(Ann, Noon).RetryAfter);
        Assert.Null(buckets.Take(Ben, Noon).RetryAfter);
        Assert.Null(buckets.Take(Ann, Noon.AddSeconds(30)).RetryAfter);
    }

    [Fact]
    public void All_people_together_share_what_the_organization_may()
    {
        var buckets = new QuestionBuckets(organizationPerMinute: 3, personPerMinute: 2);
        buckets.Take(Ann, Noon);
        buckets.Take(Ann, Noon);
        buckets.Take(Ben, Noon);

        var refused = buckets.Take(Ben, Noon);

        Assert.Equal(TimeSpan.FromSeconds(20), refused.RetryAfter);
        Assert.Equal((new QuestionRate(2, 1, TimeSpan.FromSeconds(30)), new QuestionRate(3, 0, TimeSpan.FromMinutes(1))), (refused.Person, refused.Organization));
    }

    [Fact]
    public void What_is_refused_uses_up_nothing_of_the_others()
    {
        var buckets = new QuestionBuckets(organizationPerMinute: 3, personPerMinute: 1);
        buckets.Take(Ann, Noon);
        for (var again = 0; again < 50; again++)
        {
            Assert.NotNull(buckets.Take(Ann, Noon).RetryAfter);
        }

        Assert.Equal(1, buckets.Take(Ben, Noon).Organization.Remaining);
    }

    [Fact]
    public void Who_was_quiet_for_a_minute_need_not_be_remembered()
    {
        var buckets = new QuestionBuckets(organizationPerMinute: 1_000_000, personPerMinute: 1);
        for (var person = 0; person < 5_000; person++)
        {
            Assert.Null(buckets.Take(Guid.CreateVersion7(), Noon.AddSeconds(person)).RetryAfter);
        }

        Assert.InRange(buckets.People, 1, 1_000);
    }
}
