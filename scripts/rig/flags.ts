export type BenchFlags = {
  isJson: boolean;
  count(name: string, otherwise: number): number;
  /** "100kb", "1mb" or plain bytes. */
  bytes(name: string, otherwise: number): number;
  has(name: string): boolean;
};

/** Reads `--name value`, `--name=value` and `--name`; what a bench does not ask for is ignored. */
export function readFlags(args: readonly string[]): BenchFlags {
  const values = new Map<string, string>();
  for (const [index, arg] of args.entries()) {
    const match = /^--([a-z][a-z-]*)(?:=(.*))?$/.exec(arg);
    if (!match) continue;
    const next = args[index + 1];
    const value = match[2] ?? (next === undefined || next.startsWith("--") ? "" : next);
    values.set(match[1] ?? "", value);
  }
  return {
    isJson: values.has("json"),
    has: (name) => values.has(name),
    count(name, otherwise) {
      const value = values.get(name);
      if (value === undefined) return otherwise;
      const count = Number(value);
      if (Number.isInteger(count) && count > 0) return count;
      throw new Error(`--${name} must be a whole number above 0, not "${value}".`);
    },
    bytes(name, otherwise) {
      const value = values.get(name);
      if (value === undefined) return otherwise;
      const match = /^(\d+(?:\.\d+)?)(b|kb|mb)?$/i.exec(value);
      if (!match) throw new Error(`--${name} must be a size such as 100kb, not "${value}".`);
      const unit = { b: 1, kb: 1024, mb: 1024 ** 2 }[match[2]?.toLowerCase() ?? "b"] ?? 1;
      return Math.round(Number(match[1]) * unit);
    },
  };
}
