import { bareAddress } from "./address";
import { recipientsOf, type Envelope, type Outcome } from "./mail";

const simulatorDomain = "simulator.amazonses.com";

const simulated: Record<string, Outcome> = {
  success: "delivered",
  bounce: "bounced",
  ooto: "auto_replied",
  complaint: "complained",
  suppressionlist: "suppressed_globally",
};

/** The test string every virus scanner answers to. */
const eicar = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";
// In base64 it reads differently at each of the three alignments; the ends depend on the neighbours.
const eicarBase64 = ["", "_", "__"].map((pad) =>
  Buffer.from(pad + eicar)
    .toString("base64")
    .slice(4, -4),
);

export function isSimulator(address: string): boolean {
  return bareAddress(address).toLowerCase().endsWith(`@${simulatorDomain}`);
}

/** What becomes of a mail: the simulator's addresses (+labels too), the suppression list, or a delivery. */
export function decideOutcome(
  mail: Pick<Envelope, "to" | "cc" | "bcc">,
  account: { isSuppressed: (address: string) => boolean },
): Outcome {
  const addresses = recipientsOf(mail).map((raw) => bareAddress(raw).toLowerCase());
  const [first = ""] = addresses;
  if (addresses.every((address) => account.isSuppressed(address))) return "suppressed";
  const [local = "", domain] = first.split("@");
  if (domain !== simulatorDomain) return "delivered";
  return simulated[local.split("+")[0] ?? ""] ?? "bounced"; // the simulator knows no other mailbox
}

export function containsVirus(body: Buffer): boolean {
  return body.includes(eicar) || eicarBase64.some((text) => body.includes(text));
}
