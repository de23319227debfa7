import { SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSes, type RunningSes } from "@/local/ses/server";
import { createSesClient, listMails, mailTo, outcomeOf, simple } from "@/tests/support/ses-mails";

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

describe("sending", () => {
  test("a mail is accepted with a unique id and found again as it was sent", async () => {
    const { MessageId } = await client.send(
      mailTo('"Kim" <kim@customers.test>', {
        Content: simple({
          subject: "김하나님께",
          headers: [{ Name: "List-Id", Value: "<t.test>" }],
        }),
        EmailTags: [{ Name: "campaign_id", Value: "7" }],
      }),
    );
    expect(MessageId).toMatch(/^0100[0-9a-f]{12}-[0-9a-f-]{36}-000000$/);
    const [mail] = await listMails(ses, "to=kim@customers.test");
    expect(mail).toMatchObject({
      id: MessageId,
      from: "Moonlight <hello@moonlight.test>",
      to: "kim@customers.test",
      subject: "김하나님께",
      html: "<p>안녕하세요</p>",
      text: "안녕하세요",
      tags: { campaign_id: "7" },
      headers: { "List-Id": "<t.test>", Subject: "김하나님께" },
    });
  });

  test("the accept log has exactly six fields a line", async () => {
    const { MessageId } = await client.send(
      mailTo("log@customers.test", { EmailTags: [{ Name: "recipient_id", Value: "42" }] }),
    );
    const lines = readFileSync(join(ses.dataDir, "accepts.jsonl"), "utf8").trim().split("\n");
    const line = lines
      .map((text) => JSON.parse(text))
      .find((entry) => entry.messageId === MessageId);
    expect(Object.keys(line)).toEqual(["at", "messageId", "from", "to", "subject", "tags"]);
    expect(line).toMatchObject({ to: "log@customers.test", tags: { recipient_id: "42" } });
  });

  test("a Raw message keeps its own envelope, text and source", async () => {
    const source = [
      "From: Moonlight <hello@moonlight.test>",
      "To: raw@customers.test",
      "Subject: =?UTF-8?B?7JWI64WV?=",
      "List-Id: <raw.test>",
      "Content-Type: text/plain; charset=utf-8",
      "",
      "Plain words.",
    ].join("\r\n");
    const { MessageId } = await client.send(
      new SendEmailCommand({ Content: { Raw: { Data: Buffer.from(source) } } }),
    );
    const [mail] = await listMails(ses, "to=raw@customers.test");
    expect(mail).toMatchObject({
      subject: "안녕",
      html: null,
      headers: { "List-Id": "<raw.test>" },
    });
    expect(String(mail?.["text"]).trim()).toBe("Plain words.");
    const download = await fetch(`${ses.url}/inbox/${MessageId}/source.eml`);
    expect(await download.text()).toBe(source);
  });

  test("text that arrives as JSON escapes is read like text that does not", async () => {
    const body = JSON.stringify({
      FromEmailAddress: "hello@moonlight.test",
      Destination: { ToAddresses: ["escaped@customers.test"] },
      Content: { Simple: { Subject: { Data: "Café 한글" }, Body: { Text: { Data: "x" } } } },
    }).replaceAll(
      /[^\u0020-\u007e]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
    const response = await fetch(`${ses.url}/v2/email/outbound-emails`, {
      method: "POST",
      headers: { authorization: "AWS4-HMAC-SHA256 Credential=x", "x-amz-date": stamp },
      body,
    });
    expect(response.status).toBe(200);
    expect(await listMails(ses, "to=escaped@customers.test")).toMatchObject([
      { subject: "Café 한글" },
    ]);
  });
});

describe("what SES refuses", () => {
  const long = "x".repeat(996);
  const header = (Name: string, Value = "v"): Partial<SendEmailCommandInput> => ({
    Content: simple({ headers: [{ Name, Value }] }),
  });
  const to = (...ToAddresses: string[]): Partial<SendEmailCommandInput> => ({
    Destination: { ToAddresses },
  });
  const refusals: [
    what: string,
    changes: Partial<SendEmailCommandInput>,
    name: string,
    message: RegExp,
  ][] = [
    ["no recipient", to(), "BadRequestException", /at least one recipient/],
    [
      "51 recipients",
      to(...Array.from({ length: 51 }, (_, n) => `a${n}@b.test`)),
      "BadRequestException",
      /exceeds 50/,
    ],
    ["no @", to("not-an-address"), "BadRequestException", /Missing final '@domain'/],
    [
      "a Korean local part",
      to("한글@b.test"),
      "BadRequestException",
      /Local address contains non-ASCII/,
    ],
    ["a domain that is not punycode", to("a@한글.test"), "BadRequestException", /punycode/],
    ["a domain without a dot", to("a@localhost"), "BadRequestException", /no dot/],
    ["a space inside", to("a b@c.test"), "BadRequestException", /illegal character/],
    [
      "a line break in an address",
      to("a@b.test\r\nBcc: x@y.test"),
      "BadRequestException",
      /control/,
    ],
    [
      "a display name that is not encoded",
      to("김하나 <a@b.test>"),
      "BadRequestException",
      /RFC 2047/,
    ],
    ["no sender", { FromEmailAddress: "" }, "BadRequestException", /FromEmailAddress is required/],
    ["a broken reply-to", { ReplyToAddresses: ["x"] }, "BadRequestException", /Missing final/],
    ["no content", { Content: {} }, "BadRequestException", /Content is required/],
    [
      "no body",
      { Content: { Simple: { Subject: { Data: "s" }, Body: {} } } },
      "BadRequestException",
      /Html or Text/,
    ],
    [
      "a subject of two lines",
      { Content: simple({ subject: "a\nb" }) },
      "BadRequestException",
      /line break/,
    ],
    ["a header name of 127", header("x".repeat(127)), "BadRequestException", /1 to 126/],
    ["a colon in a header name", header("X:Y"), "BadRequestException", /1 to 126/],
    ["a header value of 996", header("X", long), "BadRequestException", /longer than 995/],
    [
      "name and value of 997 together",
      header("XX", "x".repeat(995)),
      "BadRequestException",
      /longer than 996/,
    ],
    [
      "a line break in a header",
      header("X", "a\r\nBcc: x@y.test"),
      "BadRequestException",
      /line break/,
    ],
    ["a header that is not ASCII", header("X", "한글"), "BadRequestException", /printable ASCII/],
    ["a second From", header("From"), "BadRequestException", /set by SES/],
    [
      "16 headers",
      {
        Content: simple({
          headers: Array.from({ length: 16 }, (_, n) => ({ Name: `X-${n}`, Value: "v" })),
        }),
      },
      "BadRequestException",
      /at most 15/,
    ],
    [
      "a tag with a space",
      { EmailTags: [{ Name: "a b", Value: "v" }] },
      "BadRequestException",
      /Tag name/,
    ],
    [
      "a tag value of 257",
      { EmailTags: [{ Name: "a", Value: "v".repeat(257) }] },
      "BadRequestException",
      /value of tag/,
    ],
    [
      "a reserved tag",
      { EmailTags: [{ Name: "ses:other", Value: "v" }] },
      "BadRequestException",
      /Tag name/,
    ],
    [
      "an unknown configuration set",
      { ConfigurationSetName: "none" },
      "NotFoundException",
      /<none> does not exist/,
    ],
    [
      "an unknown template",
      { Content: { Template: { TemplateName: "none", TemplateData: "{}" } } },
      "NotFoundException",
      /Template none/,
    ],
    [
      "an unknown contact list",
      { ListManagementOptions: { ContactListName: "none" } },
      "NotFoundException",
      /Contact list none/,
    ],
  ];

  test.each(refusals)("%s", async (_what, changes, name, message) => {
    const outcome = await outcomeOf(client.send(mailTo("a@b.test", changes)));
    expect(outcome).toMatchObject({ name, status: name === "NotFoundException" ? 404 : 400 });
    expect(outcome.message).toMatch(message);
  });

  test.each([
    ["the longest header", header("X", "x".repeat(995))],
    ["50 recipients", to(...Array.from({ length: 50 }, (_, n) => `a${n}@b.test`))],
    [
      "the two feedback tags",
      {
        EmailTags: [
          { Name: "ses:feedback-id-a", Value: "c-1" },
          { Name: "ses:feedback-id-b", Value: "s" },
        ],
      },
    ],
    ["an encoded name and a punycode domain", to("=?UTF-8?B?6rmA?= <a.b+c@xn--bj0bj06e.test>")],
  ])("but not %s", async (_what, changes) => {
    expect(await outcomeOf(client.send(mailTo("a@b.test", changes)))).toMatchObject({
      name: "accepted",
    });
  });

  test("more than 40 MB", async () => {
    const html = "x".repeat(41 * 1024 * 1024);
    const outcome = await outcomeOf(client.send(mailTo("a@b.test", { Content: simple({ html }) })));
    expect(outcome).toMatchObject({ name: "BadRequestException", status: 400 });
    expect(outcome.message).toMatch(/Message length is more than 41943040 bytes/);
  });

  test.each([
    ["earlier", -301_000, "Signature expired"],
    ["later", 301_000, "Signature not yet current"],
  ])("a signature dated five minutes %s", async (_what, systemClockOffset, message) => {
    const skewed = createSesClient(ses.url, { systemClockOffset });
    const outcome = await outcomeOf(skewed.send(mailTo("a@b.test")));
    expect(outcome).toMatchObject({ name: "InvalidSignatureException", status: 403 });
    expect(outcome.message).toContain(message);
    skewed.destroy();
  });

  test("an unsigned call", async () => {
    const response = await fetch(`${ses.url}/v2/email/account`);
    expect(response.status).toBe(403);
    expect(response.headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException");
  });
});
