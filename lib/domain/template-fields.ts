import * as z from "zod";

/** How a field of a template is filled in; labels and hints are looked up by the field's name. */
export type FieldMeta = {
  input:
    | "text"
    | "paragraphs"
    | "rich" // HTML of a few tags; see rich-text.ts
    | "html" // HTML of many tags, written by hand; see safe-html.ts
    | "url"
    | "image"
    | "price"
    | "color"
    | "choice"
    | "toggle"
    | "list";
  /** Checked when compiling, not when saving: a half-written draft must be keepable. */
  required: boolean;
  /** Whether merge tags are evaluated in it. */
  merge: boolean;
  /** Characters, or entries of a list. */
  max: number;
  /** An entry of a list. */
  item?: z.ZodObject;
  /** What can be chosen. */
  options?: readonly string[];
};

/** What the form knows about each schema beside its type. */
const fieldMetas = new WeakMap<object, FieldMeta>();

type TextOptions = { max: number; required?: boolean };

/** One line, with merge tags. */
export function text({ max, required = false }: TextOptions) {
  return stringField({ input: "text", required, merge: true, max });
}

/** Several lines, with merge tags; an empty line begins a paragraph. */
export function paragraphs({ max, required = false }: TextOptions) {
  return stringField({ input: "paragraphs", required, merge: true, max });
}

/** A price as people write it: "39,000원", "39000", "$12.50". */
export function price() {
  return stringField({ input: "price", required: false, merge: false, max: 30 });
}

/** Where a link leads, with merge tags. */
export function url({ required = false }: { required?: boolean } = {}) {
  return stringField({ input: "url", required, merge: true, max: 2_000 });
}

/** Where an image lies. The same for everybody: mailbox providers cache images by address. */
export function image({ required = false }: { required?: boolean } = {}) {
  return stringField({ input: "image", required, merge: false, max: 2_000 });
}

/** Text with emphasis, links and lists, written as people see it. */
export function rich({ max, required = false }: TextOptions) {
  return stringField({ input: "rich", required, merge: true, max });
}

/** HTML as somebody who writes HTML wrote it. */
export function html({ max, required = false }: TextOptions) {
  return stringField({ input: "html", required, merge: true, max });
}

/** "#1d4fa8"; empty = the colour that the mail's design has for it. */
export function color() {
  const meta = { input: "color", required: false, merge: false, max: 7 } as const;
  return described(
    z
      .string()
      .regex(/^(#[0-9a-f]{6})?$/i)
      .default(""),
    meta,
  );
}

/** One of a few words; the first where nothing was chosen. */
export function choice<const Options extends readonly [string, ...string[]]>(options: Options) {
  const meta = { input: "choice", required: false, merge: false, max: 40, options } as const;
  return described(z.enum(options).default(options[0]), meta);
}

export function toggle({ on = false }: { on?: boolean } = {}) {
  return described(z.boolean().default(on), {
    input: "toggle",
    required: false,
    merge: false,
    max: 1,
  });
}

export function list<Item extends z.ZodObject>(item: Item, { max }: { max: number }) {
  const meta = { input: "list", required: false, merge: false, max, item } as const;
  return described(z.array(item).max(max).default([]), meta);
}

export type TemplateField = FieldMeta & { name: string };

/** The fields of a template or of a list's entry, in the order they are declared. */
export function fieldsOf(schema: z.ZodObject): TemplateField[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const meta = fieldMetas.get(field);
    if (!meta) throw new Error(`The template field ${name} has no description.`);
    return { name, ...meta };
  });
}

function stringField(meta: FieldMeta) {
  return described(z.string().max(meta.max).default(""), meta);
}

function described<Schema extends object>(schema: Schema, meta: FieldMeta): Schema {
  fieldMetas.set(schema, meta);
  return schema;
}
