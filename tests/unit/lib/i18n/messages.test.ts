import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { getMessages } from "@/lib/i18n/messages";

/**
 * Parts of a segment's sentence: particles and verb endings that one language has and the other has
 * no word for. Their own tests read whole sentences in both.
 */
const isOfSentence = (key: string): boolean => key.startsWith("segments.sentence.");

const korean = flatten(getMessages("ko"));
const english = flatten(getMessages("en"));

describe("the messages", () => {
  test("have the same keys in Korean and English", () => {
    expect([...english.keys()].toSorted()).toEqual([...korean.keys()].toSorted());
  });

  test("are there in both languages or, as an optional hint, in neither", () => {
    const missing = [...korean].flatMap(([key, message]) =>
      isOfSentence(key) || (message.trim() === "") === (english.get(key)?.trim() === "")
        ? []
        : [key],
    );
    expect(missing).toEqual([]);
  });

  test("take the same arguments and tags in both languages", () => {
    const different = [...korean].flatMap(([key, message]) => {
      const other = english.get(key) ?? "";
      const same = String(argumentsOf(message)) === String(argumentsOf(other));
      if (same || isOfSentence(key)) return [];
      return [{ key, ko: argumentsOf(message), en: argumentsOf(other) }];
    });
    expect(different).toEqual([]);
  });

  test.each(["ko", "en"] as const)("can all be formatted (%s)", (locale) => {
    const errors: string[] = [];
    for (const [key, message] of locale === "ko" ? korean : english) {
      const translate = createTranslator({
        locale,
        timeZone: "Asia/Seoul",
        // One message, so that the key's type is a plain string.
        messages: { message } as Record<string, string>,
        onError: (error) => errors.push(`${key}: ${error.message}`),
      });
      translate.markup("message", sampleValues(message));
    }
    expect(errors).toEqual([]);
  });
});

function flatten(messages: object, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([name, value]: [string, unknown]) =>
      typeof value === "string"
        ? [[prefix + name, value] as const]
        : typeof value === "object" && value !== null
          ? [...flatten(value, `${prefix}${name}.`)]
          : [],
    ),
  );
}

/** Names of arguments, and of tags as "<name>"; the branches of a plural are not arguments. */
function argumentsOf(given: string): string[] {
  const message = given.replaceAll(/'[{}<][^']*'?/g, ""); // quoted braces are plain text
  const names = [...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].flatMap((match) =>
    isInside(message, match.index) ? [] : [match[1] ?? ""],
  );
  const tags = [...message.matchAll(/<(\w+)>/g)].map((match) => `<${match[1]}>`);
  return [...new Set([...names, ...tags])].toSorted();
}

/** True directly between the braces of a plural or a select, where braces open a branch. */
function isInside(message: string, index: number): boolean {
  let depth = 0;
  for (const sign of message.slice(0, index)) {
    if (sign === "{") depth += 1;
    if (sign === "}") depth -= 1;
  }
  return depth % 2 === 1;
}

function sampleValues(message: string) {
  return Object.fromEntries(
    argumentsOf(message).map((name) =>
      name.startsWith("<") ? [name.slice(1, -1), (chunks: string) => chunks] : [name, 2],
    ),
  );
}
