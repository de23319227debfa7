import { existsSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bareAddress, parseAddress } from "./address";
import type { SesSettings } from "./options";

export type Identity = {
  name: string;
  isVerified: boolean;
  dkimTokens: string[];
  mailFrom: { domain: string; onMxFailure: "USE_DEFAULT_VALUE" | "REJECT_MESSAGE" } | undefined;
  createdAt: number;
};

export type Suppressed = { email: string; reason: "BOUNCE" | "COMPLAINT"; at: number };

/** What an SES account remembers besides mails; written to account.json after every change. */
export type Account = {
  identities: Map<string, Identity>;
  suppressed: Map<string, Suppressed>;
  configurationSets: Set<string>;
  isVerified(address: string): boolean;
  verifiesByDefault(name: string): boolean;
  save(): void;
  close(): Promise<void>;
};

type Saved = { identities: Identity[]; suppressed: Suppressed[]; configurationSets: string[] };

export function openAccount(settings: SesSettings): Account {
  const path = join(settings.dataDir, "account.json");
  const saved = readSaved(path);
  const identities = new Map(saved.identities.map((identity) => [identity.name, identity]));
  const suppressed = new Map(saved.suppressed.map((entry) => [entry.email, entry]));
  const configurationSets = new Set([...settings.configurationSets, ...saved.configurationSets]);
  const verified = settings.verifiedIdentities?.map((name) => name.toLowerCase());
  const writer = createWriter(path, () => ({
    identities: [...identities.values()],
    suppressed: [...suppressed.values()],
    configurationSets: [...configurationSets],
  }));

  function verifiesByDefault(name: string): boolean {
    return verified === undefined || verified.includes(name.toLowerCase());
  }

  return {
    identities,
    suppressed,
    configurationSets,
    verifiesByDefault,
    isVerified(address) {
      if (verified === undefined) return true;
      const email = bareAddress(address).toLowerCase();
      const parsed = parseAddress(email);
      const domains = parsed.ok ? parentDomains(parsed.address.domain) : [];
      // An identity covers its subdomains, as on SES.
      return [email, ...domains].some(
        (name) => verifiesByDefault(name) || (identities.get(name)?.isVerified ?? false),
      );
    },
    save: writer.save,
    close: writer.close,
  };
}

function parentDomains(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
}

function readSaved(path: string): Saved {
  if (!existsSync(path)) return { identities: [], suppressed: [], configurationSets: [] };
  return JSON.parse(readFileSync(path, "utf8")); // written by createWriter alone, atomically
}

/** One write at a time, each of the newest state, each atomic. */
function createWriter(
  path: string,
  state: () => Saved,
): { save: () => void; close: () => Promise<void> } {
  let isDirty = false;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (!isDirty) return;
    isDirty = false;
    await writeFile(`${path}.new`, JSON.stringify(state()), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  function save(): void {
    isDirty = true;
    writing = writing.then(write);
  }

  return { save, close: () => writing };
}
