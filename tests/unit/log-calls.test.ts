import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** People, their data, and rows that hold them: none of it belongs into a log. */
const personal = new Set([
  "address",
  "body",
  "claim",
  "contact",
  "content",
  "data",
  "email",
  "emailNormalized",
  "emails",
  "from",
  "html",
  "ip",
  "mail",
  "mergeData",
  "name",
  "payload",
  "person",
  "phone",
  "record",
  "row",
  "subject",
  "text",
  "to",
  "url",
  "user",
]);

type Call = { file: string; fields: string };

async function findLogCalls(): Promise<Call[]> {
  const calls: Call[] = [];
  for (const folder of ["lib", "lambda", "app"]) {
    for (const name of await readdir(path.join(root, folder), { recursive: true })) {
      if (!/\.tsx?$/.test(name)) continue;
      const file = path.posix.join(folder, name);
      calls.push(...callsIn(file, await readFile(path.join(root, file), "utf8")));
    }
  }
  return calls;
}

function callsIn(file: string, source: string): Call[] {
  return [...source.matchAll(/\blog\.(?:trace|debug|info|warn|error|fatal)\(/g)].map((match) => {
    const start = match.index + match[0].length;
    return { file, fields: firstArgument(source.slice(start)) };
  });
}

/** Up to the comma or parenthesis that ends it. */
function firstArgument(rest: string): string {
  let depth = 0;
  for (let index = 0; index < rest.length; index += 1) {
    const sign = rest.charAt(index);
    if ("({[".includes(sign)) depth += 1;
    if (")}]".includes(sign)) depth -= 1;
    if (depth < 0 || (depth === 0 && sign === ",")) return rest.slice(0, index).trim();
  }
  return rest.trim();
}

/** By the name of a field or of what is spread; what a function makes of a row is its own affair. */
function faultsOf({ file, fields }: Call): string[] {
  if (!fields.startsWith("{")) return [`${file}: the entry begins with ${fields.slice(0, 40)}`];
  return splitFields(fields.slice(1, -1))
    .filter(
      (field) =>
        /\.(email|emailNormalized|mergeData|payload|phone|subject)\b/.test(field) ||
        personal.has(/^(?:\.\.\.)?["']?(\w+)["']?\s*(?::|$)/.exec(field)?.[1] ?? ""),
    )
    .map((field) => `${file}: ${field}`);
}

function splitFields(inner: string): string[] {
  const parts: string[] = [];
  for (let rest = inner.trim(); rest !== "";) {
    const part = firstArgument(rest);
    if (part !== "") parts.push(part);
    rest = rest.slice(rest.indexOf(part) + part.length + 1).trim();
  }
  return parts;
}

test("no log entry names a person or holds a row about one", async () => {
  const calls = await findLogCalls();
  expect(calls.length).toBeGreaterThan(15); // the walk did find them
  expect(calls.flatMap(faultsOf)).toEqual([]);
});

test.each([
  ["an address", "log.info({ campaign: 1, email }, 'x')", "f.ts: email"],
  ["a whole row", "log.warn({ ...claim }, 'x')", "f.ts: ...claim"],
  ["words with a value in them", "log.info(`sent to ${email}`)", "f.ts: the entry begins with"],
  ["a body", "log.error({ error, body: record.body }, 'x')", "f.ts: body"],
  ["a value of a person", "log.info({ campaign: 1, reason: claim.email }, 'x')", "claim.email"],
  ["a name under another key", "log.info({ campaign: 1, subject: title }, 'x')", "f.ts: subject"],
])("finds out %s", (_, source, fault) => {
  const [found = ""] = callsIn("f.ts", source).flatMap(faultsOf);
  expect(found).toContain(fault);
});
