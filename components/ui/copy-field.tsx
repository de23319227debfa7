import { CopyButton } from "./copy-button";

/** One line to take elsewhere: a DNS record, an address, an id. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-sm text-muted">{label}</span>
      <div className="flex min-h-9 items-center gap-1 rounded-md border border-line bg-sunken py-0.5 pr-1 pl-3">
        <code className="min-w-0 grow py-1 font-mono text-sm break-all">{value}</code>
        <CopyButton value={value} label={label} />
      </div>
    </div>
  );
}
