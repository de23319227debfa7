import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signLinkTokens, verifyLinkToken, type LinkPurpose } from "@/lib/domain/link-token";

const secret = "a secret of this installation";
const target = { campaignId: 42, recipientId: 100_000_123, contactId: 77, topicId: 3 };
const purposes: LinkPurpose[] = ["unsubscribe", "click", "open", "web"];

describe("link tokens", () => {
  test("say who the mail went to", () => {
    const token = signLinkTokens(target, secret).unsubscribe;
    expect(verifyLinkToken("unsubscribe", token, [secret])).toEqual(target);
  });

  test("carry any ids up to 2^53, and none", () => {
    const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    const maybeId = fc.option(id, { nil: null });
    fc.assert(
      fc.property(id, id, maybeId, maybeId, (campaignId, recipientId, contactId, topicId) => {
        const some = { campaignId, recipientId, contactId, topicId };
        const token = signLinkTokens(some, secret).click;
        expect(verifyLinkToken("click", token, [secret])).toEqual(some);
      }),
    );
  });

  test("are short enough for a header and safe in a path", () => {
    const token = signLinkTokens(target, secret).unsubscribe;
    expect(token).toMatch(/^[\w-]{30,48}$/);
  });

  test("refuse a purpose they were not made for", () => {
    for (const made of purposes) {
      const token = signLinkTokens(target, secret)[made];
      for (const asked of purposes) {
        const found = verifyLinkToken(asked, token, [secret]);
        expect(found).toEqual(asked === made ? target : undefined);
      }
    }
  });

  test("cannot be made out of the token for another purpose", () => {
    const tokens = signLinkTokens(target, secret);
    for (const made of purposes) {
      for (const wanted of purposes.filter((purpose) => purpose !== made)) {
        const forged = Buffer.from(tokens[made], "base64url");
        const honest = Buffer.from(tokens[wanted], "base64url");
        forged[2] = honest[2] ?? 0; // only the tag is missing now
        expect(forged.subarray(0, -16)).toEqual(honest.subarray(0, -16));
        const token = forged.toString("base64url");
        expect(verifyLinkToken(wanted, token, [secret])).toBeUndefined();
        expect(verifyLinkToken(made, token, [secret])).toBeUndefined();
      }
    }
  });

  test("share no part of their tags", () => {
    const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(id, (recipientId) => {
        const tokens = Object.values(signLinkTokens({ ...target, recipientId }, secret));
        const tags = tokens.map((token) => Buffer.from(token, "base64url").subarray(-16));
        const halves = tags.flatMap((tag) => [tag.subarray(0, 8), tag.subarray(8)]);
        expect(new Set(halves.map((half) => half.toString("hex"))).size).toBe(8);
      }),
    );
  });

  test("of today are those of tomorrow: mails in the world carry them", () => {
    expect(signLinkTokens(target, secret)).toEqual({
      unsubscribe: "AmcBKvvC1y9NA8ffoaIjyNPESqCguBPHm-o",
      click: "AmcCKvvC1y9NAz-13hnZ5cL7oCHco-PdZ94",
      open: "AmcDKvvC1y9NAw7kllzwVAZuI-VXpijgLZM",
      web: "AmcEKvvC1y9NA-tVDGmchL3NsQIZHwzIE-w",
    });
  });

  test("are refused when any byte is changed", () => {
    const bytes = Buffer.from(signLinkTokens(target, secret).unsubscribe, "base64url");
    for (let at = 0; at < bytes.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        expect(
          verifyLinkToken("unsubscribe", flipped.toString("base64url"), [secret]),
        ).toBeUndefined();
      }
    }
  });

  test("are refused when any letter is changed, added or cut", () => {
    const token = signLinkTokens(target, secret).unsubscribe;
    const wrong = [
      `${token}A`,
      `A${token}`,
      `${token}=`,
      ` ${token}`,
      `${token}\n`,
      token.repeat(2),
    ];
    for (let at = 0; at < token.length; at += 1) {
      wrong.push(token.slice(0, at), `${token.slice(0, at)}${token.slice(at + 1)}`);
      for (const letter of "Az09_-.+/ ") {
        if (letter !== token[at])
          wrong.push(`${token.slice(0, at)}${letter}${token.slice(at + 1)}`);
      }
    }
    for (const other of wrong) {
      expect(verifyLinkToken("unsubscribe", other, [secret]), other).toBeUndefined();
    }
  });

  test("of another installation are refused", () => {
    const token = signLinkTokens(target, "another secret").unsubscribe;
    expect(verifyLinkToken("unsubscribe", token, [secret])).toBeUndefined();
    expect(verifyLinkToken("unsubscribe", token, [])).toBeUndefined();
  });

  test("of an earlier secret stay accepted", () => {
    const token = signLinkTokens(target, "earlier").open;
    expect(verifyLinkToken("open", token, [secret, "older", "earlier"])).toEqual(target);
  });

  test("never throw, whatever is asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (token) => {
        expect(verifyLinkToken("unsubscribe", token, [secret])).toBeUndefined();
      }),
    );
  });

  test("are never made for what is not an id", () => {
    for (const campaignId of [-1, 1.5, Number.NaN, 2 ** 60]) {
      expect(() => signLinkTokens({ ...target, campaignId }, secret)).toThrow("Not an id");
    }
  });
});
