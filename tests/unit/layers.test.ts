import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

// A deliberate violation of each layer: the file, what it imports, nothing else.
const forbidden: [file: string, imported: string][] = [
  ["app/campaigns/page.tsx", "@/db"],
  ["app/campaigns/actions.ts", "@/db/schema/campaigns"],
  ["app/api/export/route.ts", "drizzle-orm"],
  ["app/api/send/route.ts", "@aws-sdk/client-sesv2"],
  ["app/preview/page.tsx", "@/emails/templates/letter"],
  ["app/api/tick/route.ts", "@/lambda/dispatch/handler"],
  ["app/api/inbox/route.ts", "@/local/ses/server"],
  ["proxy.ts", "@/db"],
  ["components/contact-table.tsx", "@/lib/contacts"],
  ["components/ui/badge.tsx", "@/db/schema/campaigns"],
  ["components/ui/button.tsx", "@/app/layout"],
  ["components/preview.tsx", "@/emails/templates/letter"],
  ["components/usage.tsx", "pg"],
  ["emails/templates/letter.tsx", "@/lib/env"],
  ["emails/blocks/button.tsx", "next/link"],
  ["db/seed.ts", "@/lib/env"],
  ["db/queries.ts", "@aws-sdk/client-sqs"],
  ["lib/contacts.ts", "@/components/ui/badge"],
  ["lib/campaigns.ts", "@/app/layout"],
  ["lib/topics.ts", "next/navigation"],
  ["lib/imports/run.ts", "@/lambda/control/handler"],
  ["lib/delivery/send.ts", "@aws-sdk/client-sesv2"],
  ["lib/delivery/inbox.ts", "@/local/ses/server"],
  ["lib/domain/ses-outcome.ts", "@/lib/env"],
  ["lib/domain/segment-rule.ts", "@/db"],
  ["lib/domain/csv.ts", "pg"],
  ["lib/session.ts", "@/components/ui/badge"],
  ["lib/auth/options.ts", "@aws-sdk/client-sesv2"],
  ["lib/i18n/request.ts", "@/app/layout"],
  ["lib/aws/ses.ts", "@/db"],
  ["lib/aws/sqs.ts", "@/lib/campaigns"],
  ["lambda/send-email/handler.ts", "@/db"],
  ["lambda/control/handler.ts", "@/emails/templates/letter"],
  ["lambda/dispatch/handler.ts", "@aws-sdk/client-sqs"],
  ["lambda/reconcile/handler.ts", "react"],
  ["lib/senders.ts", "../components/ui/badge"],
  ["app/senders/page.tsx", "../../lib/senders"],
  ["local/ses/main.ts", "../sqs/server"],
  ["local/supervisor/system.ts", "@/scripts/support/install.mjs"],
];

const permitted: [file: string, imported: string][] = [
  ["app/contacts/page.tsx", "@/lib/contacts"],
  ["app/contacts/actions.ts", "@/components/ui/badge"],
  ["components/composer.tsx", "@/emails/blocks/button"],
  ["components/funnel.tsx", "@/lib/domain/segment-rule"],
  ["components/table.tsx", "./badge"],
  ["emails/templates/shop.tsx", "@/emails/blocks/button"],
  ["db/client.ts", "pg"],
  ["lib/segments.ts", "@/db"],
  ["lib/content/compile.ts", "@/emails/templates/letter"],
  ["lib/action.ts", "next/navigation"],
  ["lib/auth/session.ts", "next-auth"],
  ["lib/domain/segment-sql.ts", "@/lib/domain/segment-rule"],
  ["lib/aws/identities.ts", "@aws-sdk/client-sesv2"],
  ["lambda/record-events/handler.ts", "@/lib/delivery/events"],
  ["local/lambda-runner/main.ts", "@aws-sdk/client-sqs"],
];

let folder: string;
let rejected: Set<string>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "letterpress-layers-"));
  await copyFile(path.join(root, ".oxlintrc.json"), path.join(folder, ".oxlintrc.json"));
  for (const [file, imported] of [...forbidden, ...permitted]) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    const source = `import * as it from "${imported}";\nexport const used = it;\n`;
    await writeFile(path.join(folder, file), source);
  }
  rejected = await filesRejected(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the linter rejects", () => {
  test.each(forbidden)("%s importing %s", (file) => {
    expect(rejected).toContain(file);
  });
});

describe("the linter accepts", () => {
  test.each(permitted)("%s importing %s", (file) => {
    expect(rejected).not.toContain(file);
  });
});

test("a type of the schema may be used in lib/domain, its code may not", async () => {
  await writeFile(
    path.join(folder, "lib/domain/only-types.ts"),
    'import type { CampaignStatus } from "@/db/schema/campaigns";\nexport type A = CampaignStatus;\n',
  );
  expect(await filesRejected(folder)).not.toContain("lib/domain/only-types.ts");
});

/** The files for which oxlint reports `no-restricted-imports`, relative to `cwd`. */
async function filesRejected(cwd: string): Promise<Set<string>> {
  const bin = path.join(root, "node_modules/.bin/oxlint");
  const stdout = await promisify(execFile)(bin, ["--format", "json"], { cwd }).then(
    (result) => result.stdout,
    // Exit code 1 is what a violation gives; anything without output is a real failure.
    (error: { stdout?: string }) => {
      if (!error.stdout) throw error;
      return error.stdout;
    },
  );
  const report: { diagnostics: { code: string; filename: string }[] } = JSON.parse(stdout);
  return new Set(
    report.diagnostics
      .filter((found) => found.code.includes("no-restricted-imports"))
      .map((found) => path.relative(cwd, path.resolve(cwd, found.filename))),
  );
}
