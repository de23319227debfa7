import * as z from "zod";

/** How a field of a template is filled in; labels and hints are looked up by the field's name. */
export type FieldMeta = {
  input: "text" | "paragraphs" | "url" | "image" | "price" | "list";
  /** Checked when compiling, not when saving: a half-written draft must be keepable. */
  required: boolean;
  /** Whether merge tags are evaluated in it. */
  merge: boolean;
  /** Characters, or entries of a list. */
  max: number;
  /** An entry of a list. */
  item?: z.ZodObject;
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
export function image() {
  return stringField({ input: "image", required: false, merge: false, max: 2_000 });
}

export function list<Item extends z.ZodObject>(item: Item, { max }: { max: number }) {
  const schema = z.array(item).max(max).default([]);
  fieldMetas.set(schema, { input: "list", required: false, merge: false, max, item });
  return schema;
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
  const schema = z.string().max(meta.max).default("");
  fieldMetas.set(schema, meta);
  return schema;
}
