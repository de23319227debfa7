import { queueSettings } from "@/local/queues";

type Settings = Record<string, string | undefined>;

/** Which parts the settings place outside this machine. Credentials in the shell decide nothing. */
export type External = { postgres: boolean; sqs: boolean; ses: boolean };

const isSet = (settings: Settings, name: string) => (settings[name] ?? "") !== "";

/** Reads what is external, and refuses settings that contradict each other. */
export function readExternal(settings: Settings): External {
  const queues = Object.values(queueSettings);
  const missing = queues.filter((name) => !isSet(settings, name));
  const sqs = isSet(settings, "AWS_ENDPOINT_URL_SQS") || missing.length < queues.length;
  if (sqs && missing.length > 0) {
    throw new Error(
      `SQS is set to be external, but ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} ` +
        "missing. Set all six queue URLs, or none of them and no AWS_ENDPOINT_URL_SQS.",
    );
  }
  const external = {
    postgres: isSet(settings, "DATABASE_URL"),
    sqs,
    ses: isSet(settings, "AWS_ENDPOINT_URL_SESV2") || isSet(settings, "SES_CONFIGURATION_SET"),
  };
  if (external.ses) requirePublicHttps(settings);
  return external;
}

/** Links in real mails must lead somewhere for their readers, and safely. */
function requirePublicHttps(settings: Settings): void {
  const address = settings["PUBLIC_URL"] || settings["APP_URL"] || "";
  const advice =
    "Set PUBLIC_URL to the https address under which the readers of your mails reach this server.";
  if (!URL.canParse(address)) {
    throw new Error(`Real delivery needs an address for the links in its mails. ${advice}`);
  }
  const { protocol, hostname } = new URL(address);
  const isLocal = /(^|\.)localhost$|^127\.|^\[::1\]$|^0\.0\.0\.0$/.test(hostname);
  if (protocol !== "https:" || isLocal) {
    throw new Error(`Real delivery does not start with links to ${address}. ${advice}`);
  }
}
