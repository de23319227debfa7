import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openAcceptLog, type AcceptLog } from "./accept-log";
import { openAccount, type Account } from "./account";
import { openAppendLog, type AppendLog } from "./append-log";
import { openEventQueue } from "./event-queue";
import { createFaults, type Faults } from "./faults";
import type { AcceptedMail } from "./mail";
import type { StoredMail } from "./mail-index";
import { openMailStore, type MailStore } from "./mail-store";
import { withRawEnvelope } from "./mime-parse";
import type { SesSettings } from "./options";
import { startPublisher, type Publisher } from "./publisher";
import { isSimulator } from "./outcome";
import { createDailyQuota, createSendRate, type DailyQuota, type SendRate } from "./rate";
import { parseSendRequest } from "./send-request";

/** Everything a request may need; made once at start. */
export type Ses = {
  settings: SesSettings;
  account: Account;
  store: MailStore;
  accepts: AcceptLog;
  calls: AppendLog | undefined;
  faults: Faults;
  rate: SendRate;
  quota: DailyQuota;
  publisher: Publisher | undefined;
  close(): Promise<void>;
};

export async function openSes(settings: SesSettings): Promise<Ses> {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const mailsDir = join(settings.dataDir, "mails");
  const store = openMailStore(mailsDir, {
    maxBytes: settings.maxStoredBytes,
    maxMails: settings.maxStoredMails,
  });
  const accepts = await openAcceptLog(settings.dataDir, mailsDir);
  const calls = settings.callLog ? openAppendLog(join(settings.dataDir, "calls.jsonl")) : undefined;
  const account = openAccount(settings);
  const faults = createFaults(settings.faults);
  const quota = createDailyQuota(settings.max24HourSend);
  for (const mail of store.following({}, { after: Date.now() - 24 * 3600_000, limit: Infinity }))
    quota.add(mail.to.split(", ").filter((to) => !isSimulator(to)).length, mail.at);
  const publisher =
    settings.events &&
    startPublisher({
      dir: settings.dataDir,
      queue: openEventQueue(settings.events),
      faults,
      delayMs: settings.events.delayMs,
      replayMs: settings.events.replayMinutes * 60_000,
      mailsSince: (at) => mailsSince(store, at),
    });
  return {
    settings,
    account,
    store,
    accepts,
    calls,
    faults,
    rate: createSendRate(settings.maxSendRate),
    quota,
    publisher,
    async close() {
      await publisher?.close();
      await Promise.all([store.close(), accepts.close(), calls?.close(), account.close()]);
    },
  };
}

const mailsAtOnce = 100;

async function* mailsSince(store: MailStore, at: number): AsyncGenerator<AcceptedMail[]> {
  let entries = store.following({}, { after: at - 1, limit: mailsAtOnce });
  while (entries.length > 0) {
    yield await Promise.all(entries.map((entry) => loadAccepted(store, entry)));
    entries = store.following({}, { after: entries.at(-1)?.messageId ?? "", limit: mailsAtOnce });
  }
}

async function loadAccepted(store: MailStore, entry: StoredMail): Promise<AcceptedMail> {
  const request = parseSendRequest(await store.readBody(entry));
  if (!request) throw new Error(`The stored mail ${entry.messageId} cannot be read.`);
  const { content: _content, listManagement: _list, ...envelope } = await withRawEnvelope(request);
  return { ...envelope, id: entry.messageId, at: entry.at, outcome: entry.outcome };
}
