/** One line of samples, parsed. */
export type Sample = { name: string; labels: Record<string, string>; value: number };

export type Family = { name: string; help: string; type: string; samples: Sample[] };

/**
 * Reads Prometheus's text format as strictly as its description is written
 * (prometheus.io/docs/instrumenting/exposition_formats): HELP, then TYPE, then at least one sample of
 * the same name; every family once; every combination of labels once. Throws at the first fault.
 */
export function parsePrometheus(text: string): Map<string, Family> {
  if (!text.endsWith("\n")) throw new Error("The last line must end with a line feed.");
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let current: Family | undefined;
  for (const line of text.slice(0, -1).split("\n")) {
    const help = /^# HELP ([a-z_:][a-z0-9_:]*) ((?:[^\\]|\\\\|\\n)+)$/i.exec(line);
    const type = /^# TYPE ([a-z_:][a-z0-9_:]*) (counter|gauge|histogram|summary|untyped)$/i.exec(
      line,
    );
    if (help) {
      const [, name = "", words = ""] = help;
      if (families.has(name)) throw new Error(`${name} is described twice.`);
      if (current?.samples.length === 0) throw new Error(`${current.name} has no samples.`);
      current = { name, help: words, type: "", samples: [] };
      families.set(name, current);
    } else if (type) {
      const [, name, kind = ""] = type;
      if (current?.name !== name || current?.type !== "") throw new Error(`Misplaced: ${line}`);
      current.type = kind;
    } else {
      const sample = parseSample(line);
      if (!current || current.type === "" || sample.name !== current.name) {
        throw new Error(`A sample outside its family: ${line}`);
      }
      const pairs = Object.entries(sample.labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
      const key = JSON.stringify([sample.name, pairs]);
      if (seen.has(key)) throw new Error(`Twice: ${line}`);
      seen.add(key);
      current.samples.push(sample);
    }
  }
  if (current?.samples.length === 0) throw new Error(`${current.name} has no samples.`);
  return families;
}

function parseSample(line: string): Sample {
  const match =
    /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (NaN|[+-]Inf|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.exec(line);
  if (!match) throw new Error(`Not a sample: ${line}`);
  const [, name = "", inner = "", value = ""] = match;
  const labels: Record<string, string> = {};
  let rest = inner;
  while (rest !== "") {
    const pair = /^([a-z_][a-z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/i.exec(rest);
    if (!pair) throw new Error(`Not labels: ${line}`);
    const [whole, label = "", raw = ""] = pair;
    if (label in labels) throw new Error(`A label twice: ${line}`);
    labels[label] = raw.replace(/\\(["\\n])/g, (_, sign) => (sign === "n" ? "\n" : sign));
    rest = rest.slice(whole.length);
    if (rest === "" && whole.endsWith(",")) throw new Error(`A comma at the end: ${line}`);
  }
  const number = value.endsWith("Inf")
    ? value.startsWith("-")
      ? -Infinity
      : Infinity
    : Number(value);
  return { name, labels, value: number };
}
