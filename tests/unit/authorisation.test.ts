import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  findUncheckedActions,
  findUncheckedHandlers,
  findUncheckedPage,
} from "@/tests/support/authorisation";

const root = fileURLToPath(new URL("../../", import.meta.url));

// Pages that people without a session must see. Every other page asks who is there.
const publicPages = [
  "app/sign-in/page.tsx",
  "app/sign-in/link/page.tsx",
  "app/invitation/[token]/page.tsx",
  "app/forbidden/page.tsx",
];

const sources = await readSources(["app", "components", "lib"]);

async function readSources(folders: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const folder of folders) {
    const names = await readdir(path.join(root, folder), { recursive: true });
    for (const name of names.filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"))) {
      const file = path.posix.join(folder, name.split(path.sep).join("/"));
      found.set(file, await readFile(path.join(root, file), "utf8"));
    }
  }
  return found;
}

function filesNamed(pattern: RegExp): [file: string, source: string][] {
  return [...sources].filter(([file]) => file.startsWith("app/") && pattern.test(file));
}

test("every server action is made by action() with a role, or says why it is public", () => {
  const candidates = [...sources].filter(([, source]) => source.includes("use server"));
  const findings = candidates.flatMap(([file, source]) =>
    findUncheckedActions(source).map((finding) => `${file}: ${finding}`),
  );
  expect(findings).toEqual([]);
  expect(candidates.length).toBeGreaterThan(5); // the walk did find them
});

test("every route handler is made by route() with a role, or says why it is public", () => {
  const routes = filesNamed(/\/route\.tsx?$/);
  const findings = routes.flatMap(([file, source]) =>
    findUncheckedHandlers(source).map((finding) => `${file}: ${finding}`),
  );
  expect(findings).toEqual([]);
  expect(routes.length).toBeGreaterThan(5);
});

test("every page but those for visitors asks who is there, itself", () => {
  const pages = filesNamed(/\/page\.tsx$/);
  const findings = pages
    .filter(([file]) => !publicPages.includes(file))
    .flatMap(([file, source]) => findUncheckedPage(source).map((finding) => `${file}: ${finding}`));
  expect(findings).toEqual([]);
  expect(pages.map(([file]) => file)).toEqual(expect.arrayContaining(publicPages));
});

const head = 'import { action, publicAction } from "@/lib/action";\n';

describe("an action is found out when it", () => {
  test.each([
    ["is a plain function", "export async function save() { await write(); }"],
    ["is a plain arrow", "export const save = async () => write();"],
    ["has no role", "export const save = action({ input }, async () => {});"],
    ["has a role from elsewhere", "export const save = action({ role, input }, async () => {});"],
    ["has an unknown role", 'export const save = action({ role: "owner" }, async () => {});'],
    ["is public without a reason", 'export const save = publicAction("", { input }, run);'],
    ["is handed on from another file", 'export { save } from "./elsewhere";'],
    ["hands on a whole file", 'export * from "./elsewhere";'],
    ["is exported later", "async function save() {}\nexport { save };"],
    ["is the default export", "export default async function save() {}"],
  ])("%s", (_, source) => {
    expect(findUncheckedActions(`"use server";\n${head}${source}`)).toHaveLength(1);
  });

  test("takes its wrapper from elsewhere", () => {
    const source =
      '"use server";\nimport { action } from "./mine";\nexport const a = action({ role: "viewer" }, f);';
    expect(findUncheckedActions(source)).toHaveLength(1);
  });

  test("stands inside a component", () => {
    const source = 'export function Page() { async function save() { "use server"; } }';
    expect(findUncheckedActions(source)).toHaveLength(1);
  });
});

test("a checked action is let through, and types beside it", () => {
  const source = `"use server";\n${head}
    export type Answer = { ok: boolean };
    export const save = action({ role: "marketer", input }, async () => {});
    export const open = publicAction("Who unsubscribes has no account.", { input }, run);`;
  expect(findUncheckedActions(source)).toEqual([]);
});

const routeHead = 'import { publicRoute, route } from "@/lib/route";\n';

describe("a route handler is found out when it", () => {
  test.each([
    ["is a plain function", "export async function GET() { return new Response(); }"],
    [
      "is one of several",
      'export const GET = route({ role: "viewer" }, f);\nexport const POST = f;',
    ],
    ["is renamed", "async function handle() {}\nexport { handle as DELETE };"],
    ["is public without a reason", "export const GET = publicRoute(f);"],
    ["comes from elsewhere", 'export { GET } from "./other";'],
  ])("%s", (_, source) => {
    expect(findUncheckedHandlers(routeHead + source)).toHaveLength(1);
  });
});

test("a checked handler is let through under each of its names", () => {
  const source = `${routeHead}
    export const dynamic = "force-dynamic";
    const handle = route({ role: "admin" }, f);
    export { handle as GET };
    export const POST = handle;`;
  expect(findUncheckedHandlers(source)).toEqual([]);
});

const pageHead = 'import { requireUser } from "@/lib/session";\n';

describe("a page is found out when it", () => {
  test.each([
    ["never asks", "export default async function Page() { return null; }"],
    ["forgets to wait", "export default async function Page() { requireUser(); return null; }"],
    [
      "asks only elsewhere",
      "async function f() { await requireUser(); }\nexport default function Page() {}",
    ],
    ["asks with a variable", "export default async function Page() { await requireUser(role); }"],
    [
      "does not ask before it reads a title",
      "export async function generateMetadata({ params }) { return read(await params); }\n" +
        "export default async function Page() { await requireUser(); }",
    ],
  ])("%s", (_, source) => {
    expect(findUncheckedPage(pageHead + source)).toHaveLength(1);
  });

  test("asks its own requireUser", () => {
    const source =
      "async function requireUser() {}\nexport default async function P() { await requireUser(); }";
    expect(findUncheckedPage(source)).toHaveLength(1);
  });
});

test("a page that asks is let through", () => {
  const source = `${pageHead}export default async function Page() {
    const [user, rows] = [await requireUser("marketer"), await list()];
    return <p>{user.name}</p>;
  }`;
  expect(findUncheckedPage(source)).toEqual([]);
});
