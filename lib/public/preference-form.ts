/** What a POST to an unsubscribe link asks for. */
export type PreferenceChange =
  | { kind: "one_click" } // RFC 8058, pressed in the mail program
  | { kind: "topic" } // the mail's own topic
  /** `stopped`: topics whose notices come without an answer, and shall not. */
  | { kind: "save"; chosen: number[]; stopped: number[]; all: boolean }
  | { kind: "undo"; on: number[]; off: number[]; everything: "lift" | "set" | "keep" };

const maxBodyBytes = 16 * 1024;

/** Reads the form in either encoding; undefined for anything else. */
export async function readPreferenceChange(
  request: Request,
): Promise<PreferenceChange | undefined> {
  const entries = await readEntries(request);
  if (!entries) return undefined;
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === "List-Unsubscribe") {
    return only[1].trim() === "One-Click" ? { kind: "one_click" } : undefined;
  }
  const values = (name: string) =>
    entries.filter(([key]) => key === name).map(([, value]) => value);
  const ids = (name: string) =>
    values(name)
      .filter((value) => /^\d{1,15}$/.test(value))
      .map(Number);
  const [wish = ""] = values("do");
  switch (wish) {
    case "topic":
      return { kind: "topic" };
    case "save":
      return {
        kind: "save",
        chosen: ids("topic"),
        stopped: ids("stop"),
        all: values("all")[0] === "1",
      };
    case "undo": {
      const everything = (["lift", "set"] as const).find((one) => one === values("everything")[0]);
      return { kind: "undo", on: ids("on"), off: ids("off"), everything: everything ?? "keep" };
    }
    default:
      return undefined;
  }
}

async function readEntries(request: Request): Promise<[string, string][] | undefined> {
  const bytes = await readBounded(request);
  if (!bytes) return undefined;
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data/i.test(type)) {
    // Some mail programs send the one-click body without naming its type.
    return [...new URLSearchParams(new TextDecoder().decode(bytes))];
  }
  try {
    const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
    return [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  } catch (error) {
    if (error instanceof TypeError) return undefined; // what the parser throws at a broken body
    throw error;
  }
}

async function readBounded(request: Request): Promise<Buffer<ArrayBuffer> | undefined> {
  if (!request.body) return Buffer.alloc(0);
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts);
    size += value.byteLength;
    if (size > maxBodyBytes) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
}
