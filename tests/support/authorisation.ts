import { parseSync } from "vite";

/** A node of the syntax tree, read loosely: what is not what we expect is a finding. */
type Node = { [key: string]: unknown };

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const wrappers = {
  actions: { names: ["action", "publicAction"], from: "@/lib/action" },
  route: { names: ["route", "publicRoute"], from: "@/lib/route" },
};
const roles = ["viewer", "marketer", "admin"];

/** Server actions of a file that anybody could call: the browser may post to each exported one. */
export function findUncheckedActions(source: string): string[] {
  const program = parse(source);
  if (!hasDirective(program, "use server")) {
    // An action inside a component or function has no wrapper around it.
    return contains(program, (node) => node["directive"] === "use server")
      ? ['"use server" inside a function: move the action into an actions.ts']
      : [];
  }
  return exportsOf(program).flatMap(({ name, value }) =>
    describeWrapper(program, { name, value }, wrappers.actions),
  );
}

/** Handlers of a route.ts that ask nobody who is there. */
export function findUncheckedHandlers(source: string): string[] {
  const program = parse(source);
  const handlers = exportsOf(program).filter(({ name }) => methods.includes(name));
  if (handlers.length === 0) return ["exports no handler that this test could read"];
  return handlers.flatMap((handler) => describeWrapper(program, handler, wrappers.route));
}

/** What a page lacks that must know who is looking at it. */
export function findUncheckedPage(source: string): string[] {
  const program = parse(source);
  if (!isImported(program, "requireUser", "@/lib/session")) {
    return ["does not import requireUser of @/lib/session"];
  }
  const page = exportsOf(program).find(({ name }) => name === "default");
  const call = page?.value && find(page.value, (node) => isAwaitedCall(node, "requireUser"));
  if (!call) return ["does not await requireUser() in the page itself"];
  const [role] = list(node(call["argument"])["arguments"]);
  if (role !== undefined && !roles.includes(String(node(role)["value"]))) {
    return ["calls requireUser with something else than a role"];
  }
  // What is read for the title by a page's parameters may reach a reader before the page asks.
  const metadata = exportsOf(program).find(({ name }) => name === "generateMetadata")?.value;
  const isPersonal = metadata !== undefined && list(metadata["params"]).length > 0;
  return isPersonal && !contains(metadata, (inner) => isAwaitedCall(inner, "requireUser"))
    ? ["does not await requireUser() in generateMetadata, which reads by the page's parameters"]
    : [];
}

function describeWrapper(
  program: Node,
  { name, value }: { name: string; value: Node | undefined },
  { names, from }: { names: string[]; from: string },
): string[] {
  const call = value && unwrap(value);
  const callee = String(call && node(call["callee"])["name"]);
  if (call?.["type"] !== "CallExpression" || !names.includes(callee)) {
    return [`${name} is not made by ${names.join("() or ")}()`];
  }
  if (!isImported(program, callee, from)) return [`${name}: ${callee} does not come from ${from}`];
  const [first] = list(call["arguments"]).map(node);
  if (callee.startsWith("public")) {
    const reason = first && resolve(program, first)?.["value"];
    const isReason = typeof reason === "string" && reason.length >= 20;
    return isReason ? [] : [`${name} gives no reason for being public`];
  }
  const role = list(first?.["properties"])
    .map(node)
    .find((property) => node(property["key"])["name"] === "role");
  return roles.includes(String(node(role?.["value"])["value"])) ? [] : [`${name} names no role`];
}

/** Everything a module hands out at run time, with the expression or function behind the name. */
function exportsOf(program: Node): { name: string; value: Node | undefined }[] {
  return list(program["body"])
    .map(node)
    .flatMap((statement) => {
      if (statement["exportKind"] === "type") return [];
      if (statement["type"] === "ExportAllDeclaration") return [{ name: "*", value: undefined }];
      if (statement["type"] === "ExportDefaultDeclaration") {
        const value = node(statement["declaration"]);
        return [{ name: "default", value: resolve(program, value) }];
      }
      if (statement["type"] !== "ExportNamedDeclaration") return [];
      return namedExports(program, statement);
    });
}

function namedExports(program: Node, statement: Node) {
  const declaration = node(statement["declaration"]);
  if (declaration["type"] === "VariableDeclaration") {
    return list(declaration["declarations"]).map((entry) => ({
      name: String(node(node(entry)["id"])["name"]),
      value: resolve(program, node(node(entry)["init"])),
    }));
  }
  if (declaration["id"] && !String(declaration["type"]).startsWith("TS")) {
    return [{ name: String(node(declaration["id"])["name"]), value: declaration }];
  }
  return list(statement["specifiers"])
    .map(node)
    .filter((specifier) => specifier["exportKind"] !== "type")
    .map((specifier) => ({
      name: String(node(specifier["exported"])["name"]),
      value: statement["source"] ? undefined : resolve(program, node(specifier["local"])),
    }));
}

/** Follows `export { handler as GET }` and `export const POST = GET` to what was declared. */
function resolve(program: Node, value: Node, depth = 0): Node | undefined {
  if (value["type"] !== "Identifier" || depth > 5) return value;
  for (const statement of list(program["body"]).map(node)) {
    const declaration = statement["declaration"] ? node(statement["declaration"]) : statement;
    if (declaration["id"] && node(declaration["id"])["name"] === value["name"]) return declaration;
    for (const entry of list(declaration["declarations"]).map(node)) {
      if (node(entry["id"])["name"] !== value["name"]) continue;
      return resolve(program, node(entry["init"]), depth + 1);
    }
  }
  return undefined;
}

function isImported(program: Node, name: string, from: string): boolean {
  return list(program["body"])
    .map(node)
    .filter((statement) => statement["type"] === "ImportDeclaration")
    .filter((statement) => node(statement["source"])["value"] === from)
    .flatMap((statement) => list(statement["specifiers"]).map(node))
    .some((specifier) => node(specifier["local"])["name"] === name);
}

function isAwaitedCall(candidate: Node, name: string): boolean {
  const call = node(candidate["argument"]);
  return (
    candidate["type"] === "AwaitExpression" &&
    call["type"] === "CallExpression" &&
    node(call["callee"])["name"] === name
  );
}

function hasDirective(program: Node, directive: string): boolean {
  return list(program["body"]).some((statement) => node(statement)["directive"] === directive);
}

/** `x as T` and `x satisfies T` are x. */
function unwrap(value: Node): Node {
  return typeof value["type"] === "string" && value["type"].startsWith("TS")
    ? unwrap(node(value["expression"]))
    : value;
}

function contains(root: Node, test: (node: Node) => boolean): boolean {
  return find(root, test) !== undefined;
}

function find(root: Node, test: (node: Node) => boolean): Node | undefined {
  if (test(root)) return root;
  for (const value of Object.values(root)) {
    for (const child of [value].flat()) {
      if (typeof child !== "object" || child === null) continue;
      const found = find(node(child), test);
      if (found) return found;
    }
  }
  return undefined;
}

function parse(source: string): Node {
  const { program, errors } = parseSync("source.tsx", source);
  if (errors.length > 0) throw new Error(`The source does not parse: ${errors[0]?.message}`);
  return node(program);
}

function node(value: unknown): Node {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
