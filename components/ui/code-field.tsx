import { useId } from "react";
import { CopyButton } from "./copy-button";

/** Several lines as they are: a header block, a source, a JSON document. */
export function CodeField({ label, value }: { label: string; value: string }) {
  const labelId = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-center justify-between">
        <span id={labelId} className="text-sm text-muted">
          {label}
        </span>
        <CopyButton value={value} label={label} />
      </div>
      <section
        aria-labelledby={labelId}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must take focus
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-md border border-line bg-sunken p-3"
      >
        <pre className="font-mono text-sm [word-break:normal] whitespace-pre">{value}</pre>
      </section>
    </div>
  );
}
