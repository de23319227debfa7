import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  DeleteConfigurationSetCommand,
  DeleteEmailIdentityCommand,
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  GetSuppressedDestinationCommand,
  ListConfigurationSetsCommand,
  ListEmailIdentitiesCommand,
  ListSuppressedDestinationsCommand,
  PutEmailIdentityMailFromAttributesCommand,
  PutSuppressedDestinationCommand,
} from "@aws-sdk/client-sesv2";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSes, type RunningSes } from "@/local/ses/server";
import { createSesClient, listMails, mailTo, outcomeOf } from "@/tests/support/ses-mails";

let ses: RunningSes;
let client: ReturnType<typeof createSesClient>;

beforeAll(async () => {
  ses = await startSes({ maxSendRate: 1000 });
  client = createSesClient(ses.url);
});

afterAll(async () => {
  client.destroy();
  await ses.close();
});

describe("the account", () => {
  test("says its limits and counts what was sent", async () => {
    const before = await client.send(new GetAccountCommand({}));
    await client.send(mailTo("counted@customers.test"));
    await client.send(mailTo("success@simulator.amazonses.com")); // free of the daily quota
    const after = await client.send(new GetAccountCommand({}));
    expect(after).toMatchObject({
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      EnforcementStatus: "HEALTHY",
    });
    expect(after.SendQuota?.MaxSendRate).toBe(1000);
    expect(after.SendQuota?.SentLast24Hours).toBe((before.SendQuota?.SentLast24Hours ?? 0) + 1);
  });

  test("identities are made, verified at once, listed by page and deleted", async () => {
    for (const EmailIdentity of ["one.test", "two.test", "person@three.test"])
      await client.send(new CreateEmailIdentityCommand({ EmailIdentity }));
    const again = await outcomeOf(
      client.send(new CreateEmailIdentityCommand({ EmailIdentity: "one.test" })),
    );
    expect(again).toMatchObject({ name: "AlreadyExistsException", status: 400 });
    const first = await client.send(new ListEmailIdentitiesCommand({ PageSize: 2 }));
    const second = await client.send(
      new ListEmailIdentitiesCommand({ PageSize: 2, NextToken: first.NextToken }),
    );
    const names = [first, second].flatMap((page) =>
      page.EmailIdentities?.map((entry) => entry.IdentityName),
    );
    expect(names).toEqual(["one.test", "person@three.test", "two.test"]);
    expect(second.NextToken).toBeUndefined();
    await client.send(
      new PutEmailIdentityMailFromAttributesCommand({
        EmailIdentity: "one.test",
        MailFromDomain: "bounce.one.test",
      }),
    );
    const identity = await client.send(new GetEmailIdentityCommand({ EmailIdentity: "one.test" }));
    expect(identity).toMatchObject({
      IdentityType: "DOMAIN",
      VerifiedForSendingStatus: true,
      DkimAttributes: { Status: "SUCCESS", SigningHostedZone: "dkim.amazonses.com" },
      MailFromAttributes: { MailFromDomain: "bounce.one.test", MailFromDomainStatus: "SUCCESS" },
    });
    expect(new Set(identity.DkimAttributes?.Tokens).size).toBe(3);
    await client.send(new DeleteEmailIdentityCommand({ EmailIdentity: "one.test" }));
    const gone = await outcomeOf(
      client.send(new GetEmailIdentityCommand({ EmailIdentity: "one.test" })),
    );
    expect(gone).toMatchObject({ name: "NotFoundException", status: 404 });
  });

  test("the suppression list is put, got, listed and lifted", async () => {
    await client.send(
      new PutSuppressedDestinationCommand({ EmailAddress: "Gone@b.test", Reason: "BOUNCE" }),
    );
    await client.send(
      new PutSuppressedDestinationCommand({ EmailAddress: "angry@b.test", Reason: "COMPLAINT" }),
    );
    const { SuppressedDestination } = await client.send(
      new GetSuppressedDestinationCommand({ EmailAddress: "gone@b.test" }),
    );
    expect(SuppressedDestination?.LastUpdateTime).toBeInstanceOf(Date);
    const list = await client.send(
      new ListSuppressedDestinationsCommand({ Reasons: ["COMPLAINT"] }),
    );
    expect(list.SuppressedDestinationSummaries?.map((entry) => entry.EmailAddress)).toEqual([
      "angry@b.test",
    ]);
    await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: "gone@b.test" }));
    const again = await outcomeOf(
      client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: "gone@b.test" })),
    );
    expect(again).toMatchObject({ name: "NotFoundException", status: 404 });
  });

  test("a configuration set can be used from when it is made until it is deleted", async () => {
    const ConfigurationSetName = "letterpress";
    await client.send(new CreateConfigurationSetCommand({ ConfigurationSetName }));
    await client.send(new GetConfigurationSetCommand({ ConfigurationSetName }));
    const { ConfigurationSets } = await client.send(new ListConfigurationSetsCommand({}));
    expect(ConfigurationSets).toEqual([ConfigurationSetName]);
    expect(
      await outcomeOf(client.send(mailTo("a@b.test", { ConfigurationSetName }))),
    ).toMatchObject({ name: "accepted" });
    await client.send(new DeleteConfigurationSetCommand({ ConfigurationSetName }));
    expect(
      await outcomeOf(client.send(mailTo("a@b.test", { ConfigurationSetName }))),
    ).toMatchObject({ name: "NotFoundException" });
  });
});

describe("limits", () => {
  test("more than the rate in one second is throttled, and only that", async () => {
    const slow = await startSes({ maxSendRate: 10 });
    const sender = createSesClient(slow.url);
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, n) => outcomeOf(sender.send(mailTo(`a${n}@b.test`)))),
    );
    const accepted = outcomes.filter((outcome) => outcome.name === "accepted").length;
    const throttled = outcomes.filter((outcome) => outcome.name !== "accepted");
    expect(accepted).toBeGreaterThanOrEqual(10);
    expect(accepted).toBeLessThan(25);
    expect(throttled[0]).toEqual({
      name: "TooManyRequestsException",
      status: 429,
      message: "Maximum sending rate exceeded.",
    });
    expect(await listMails(slow)).toHaveLength(accepted);
    sender.destroy();
    await slow.close();
  });

  test("the daily quota counts across a restart, the simulator not at all", async () => {
    const options = { dataDir: join(ses.dataDir, "quota"), max24HourSend: 2 };
    const first = await startSes(options);
    const before = createSesClient(first.url);
    await before.send(mailTo("a@b.test"));
    before.destroy();
    await first.close();
    const second = await startSes(options);
    const after = createSesClient(second.url);
    await after.send(mailTo("a@b.test"));
    expect(await outcomeOf(after.send(mailTo("a@b.test")))).toEqual({
      name: "LimitExceededException",
      status: 400,
      message: "Daily message quota exceeded.",
    });
    const simulated = await outcomeOf(after.send(mailTo("success+1@simulator.amazonses.com")));
    expect(simulated.name).toBe("accepted");
    after.destroy();
    await second.close();
  });

  test("the sandbox refuses recipients that are not verified, the simulator excepted", async () => {
    const sandbox = await startSes({
      sandbox: true,
      verifiedIdentities: ["moonlight.test", "me@private.test"],
    });
    const sender = createSesClient(sandbox.url);
    const account = await sender.send(new GetAccountCommand({}));
    expect(account).toMatchObject({
      ProductionAccessEnabled: false,
      SendQuota: { MaxSendRate: 1, Max24HourSend: 200 },
    });
    const refused = await outcomeOf(sender.send(mailTo("stranger@elsewhere.test")));
    expect(refused).toMatchObject({ name: "MessageRejected", status: 400 });
    expect(refused.message).toBe(
      "Email address is not verified. The following identities failed the check in region US-EAST-1: stranger@elsewhere.test",
    );
    const foreign = await outcomeOf(
      sender.send(mailTo("me@private.test", { FromEmailAddress: "x@foreign.test" })),
    );
    expect(foreign.message).toContain("x@foreign.test");
    expect(
      await outcomeOf(
        sender.send(mailTo("me@private.test", { FromEmailAddress: "x@mail.moonlight.test" })),
      ),
    ).toMatchObject({ name: "accepted" });
    await sleep(1050); // one a second
    expect(await outcomeOf(sender.send(mailTo("success@simulator.amazonses.com")))).toMatchObject({
      name: "accepted",
    });
    sender.destroy();
    await sandbox.close();
  });
});
