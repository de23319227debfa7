import { expect, test } from "vitest";
import * as z from "zod";
import { formInput, keptValues } from "@/lib/domain/form-data";

function form(...entries: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

const schema = z.object({
  name: z.string(),
  topics: z.array(z.string()),
  segments: z.array(z.coerce.number()).optional(),
  tags: z.preprocess((value) => value, z.array(z.string())).default([]),
});

test("a field of the schema's lists is a list, with one value and with none", () => {
  const input = formInput(form(["name", "봄"], ["topics", "1"]), schema);
  expect(input).toEqual({ name: "봄", topics: ["1"], segments: [], tags: [] });
});

test("of a plain field given twice the last one counts: a checkbox after its hidden twin", () => {
  expect(formInput(form(["name", "off"], ["name", "on"]), schema)["name"]).toBe("on");
});

test("what React adds to a form is no field", () => {
  const input = formInput(
    form(["$ACTION_ID_1", ""], ["name", "봄"]),
    z.object({ name: z.string() }),
  );
  expect(input).toEqual({ name: "봄" });
});

test("what was typed is kept, but no password and no file", () => {
  const data = form(["name", "봄"], ["topics", "1"], ["topics", "2"], ["newPassword", "geheim"]);
  data.append("file", new File(["x"], "people.csv"));
  expect(keptValues(data)).toEqual({ name: "봄", topics: ["1", "2"] });
});
