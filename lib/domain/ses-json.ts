/** An object of unknown JSON; read it with the functions below, which never throw. */
export type JsonObject = { readonly [key: string]: unknown };

export type SesJson = {
  report: JsonObject;
  /** The report's JSON as it came, in a form that PostgreSQL's jsonb takes. */
  text: string;
};

/**
 * SES's JSON out of a queue message: as it is, in SNS's envelope, or as EventBridge's `detail`.
 * undefined = no JSON object.
 */
export function parseSesJson(body: string): SesJson | undefined {
  const outer = parseObject(body);
  if (!outer) return undefined;
  if (outer["Type"] === "Notification" && typeof outer["Message"] === "string") {
    const report = parseObject(outer["Message"]);
    return report && { report, text: storable(outer["Message"], report) };
  }
  const detail = outer["detail-type"] === undefined ? undefined : objectIn(outer, "detail");
  if (detail) return { report: detail, text: storable(JSON.stringify(detail), detail) };
  return { report: outer, text: storable(body, outer) };
}

/** What SES sends once when a topic is set up; the only message that is no report and no fault. */
export function isGreeting(body: string): boolean {
  const message = parseObject(body)?.["Message"];
  return typeof message === "string" && message.startsWith("Successfully validated SNS topic");
}

function parseObject(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function asObject(value: unknown): JsonObject | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  // Checked above; TypeScript has no type for "an object with any keys".
  return value as JsonObject;
}

/** jsonb keeps no NUL and no half character. Rare, so that only a text with such an escape is rebuilt. */
function storable(text: string, report: JsonObject): string {
  if (!/\\u(0000|d[89a-f])/i.test(text)) return text;
  // Written anew, whole characters are no escapes any more: what is left of these is broken.
  return JSON.stringify(report).replace(/\\(?:u(0000|d[89a-f][0-9a-f]{2})|.)/gi, (escape, broken) =>
    broken === undefined ? escape : "\ufffd",
  );
}

export function objectIn(object: JsonObject | undefined, key: string): JsonObject | undefined {
  return asObject(object?.[key]);
}

/** A text of at most `max` characters, "" when there is none; PostgreSQL's text holds no NUL. */
export function textIn(object: JsonObject | undefined, key: string, max: number): string {
  const value = object?.[key];
  if (typeof value !== "string") return "";
  const text = value.length > max ? value.slice(0, max) : value;
  return text.includes("\0") ? text.replaceAll("\0", "") : text;
}

/** The first entry of a list, or undefined. */
export function firstIn(object: JsonObject | undefined, key: string): unknown {
  const list = object?.[key];
  return Array.isArray(list) ? list[0] : undefined;
}

export function firstObjectIn(object: JsonObject | undefined, key: string): JsonObject | undefined {
  return asObject(firstIn(object, key));
}
