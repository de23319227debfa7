import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import { localQueueUrls } from "@/local/queues";
import { watchHandlers } from "@/local/bundles.mjs";
import { say, step } from "@/local/progress.mjs";
import { superviseChild } from "./child";
import { migrate, superviseDatabase } from "./database";
import { readExternal } from "./external";
import { makeFirstAdministrator } from "./first-administrator";
import { openLogFile, readTail } from "./log-file";
import { notePids } from "./orphans";
import { choosePorts } from "./ports";
import { readAppSecret } from "./secrets";
import { planServices, reachable, type Service } from "./service-plan";
import { childSettings } from "./settings";
import type { Shutdown, Stage } from "./shutdown";

type Start = {
  root: string;
  isDev: boolean;
  dataFolder: string;
  settings: NodeJS.ProcessEnv;
  shutdown: Shutdown;
};

/** Starts every part in order and returns once the health check is content. */
export async function startSystem(start: Start): Promise<void> {
  const { root, isDev, dataFolder, settings } = start;
  const external = readExternal(settings);
  const host = settings["HOST"] || "127.0.0.1";
  const ports = await choosePorts(settings, host);

  const databaseUrl =
    settings["DATABASE_URL"] ||
    (await step("PostgreSQL", () => startDatabase(start, ports.postgres)));
  await step("Tables up to date", () => migrate(root, databaseUrl));

  const sqsUrl = `http://127.0.0.1:${ports.sqs}`;
  const sesUrl = `http://127.0.0.1:${ports.ses}`;
  const appUrl = settings["APP_URL"] || `http://localhost:${ports.web}`;
  const env = childSettings(settings, {
    external,
    addresses: { appUrl, databaseUrl, sqsUrl, queueUrls: localQueueUrls(sqsUrl), sesUrl },
    dataFolder,
    appSecret: settings["APP_SECRET"] || readAppSecret(dataFolder),
  });
  const services = planServices({ root, isDev, external, host, ports });
  const launch = createLauncher(start, env);
  const administrator = makeFirstAdministrator({
    root,
    dataFolder,
    env,
    chosen: { email: settings["ADMIN_EMAIL"], password: settings["ADMIN_PASSWORD"] },
  });
  await Promise.all([
    ...services.standIns.map((service) => launch(service, "stand-ins")),
    administrator,
  ]);
  if (isDev) await watchSources(start);
  await Promise.all(services.product.map((service) => launch(service, "product")));
  const inside = `http://${reachable(host)}:${ports.web}`;
  await step("Health check", () => waitForHealth(`${inside}/api/health`, dataFolder));

  printSummary({
    appUrl,
    signIn: await administrator,
    inbox: external.ses ? undefined : sesUrl,
    dataFolder,
  });
}

async function startDatabase(start: Start, port: number): Promise<string> {
  const log = openLogFile(path.join(start.dataFolder, "logs"), "postgres");
  const { root, dataFolder } = start;
  const database = superviseDatabase({ root, dataFolder, port, log });
  start.shutdown.add("database", database.stop);
  return (await database.ready).url;
}

type Launch = (service: Service, stage: Stage) => Promise<void>;

function createLauncher({ root, dataFolder, shutdown }: Start, env: NodeJS.ProcessEnv): Launch {
  const pids = new Map<string, number>();
  return async (service, stage) => {
    const { probe } = service;
    const child = superviseChild({
      name: service.name,
      args: service.args,
      cwd: root,
      env: { ...env, ...service.settings },
      log: openLogFile(path.join(dataFolder, "logs"), service.name),
      ...(probe === undefined ? {} : { isReady: () => responds(probe) }),
      onSpawn: (pid) => {
        pids.set(service.name, pid);
        notePids(dataFolder, Object.fromEntries(pids));
      },
    });
    shutdown.add(stage, (graceMs) => child.stop(Math.min(graceMs, service.graceMs)));
    await step(service.title, () => child.ready);
  };
}

/** In development a changed handler is bundled anew; the runner then takes the new bundle. */
async function watchSources({ root, shutdown }: Start): Promise<void> {
  const end = await watchHandlers(root, (name: string, errors: string[]) => {
    for (const error of errors) console.error(`  ! lambda/${name}: ${error}`);
  });
  shutdown.add("product", async () => {
    await end();
  });
}

async function responds(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(20_000) });
    return true;
  } catch {
    return false; // not listening yet
  }
}

async function waitForHealth(url: string, dataFolder: string): Promise<void> {
  let said = "";
  for (const until = Date.now() + 45_000; Date.now() < until; await sleep(100)) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
      if (response.ok) return;
      said = `${response.status} ${(await response.text()).slice(0, 500)}`;
    } catch (error) {
      said = String(error); // the server starts anew; the next round asks again
    }
  }
  const logs = ["web", "lambda-runner"].map((name) => path.join(dataFolder, "logs", `${name}.log`));
  throw new Error(
    `All programs run, but after 45 s the health check still says: ${said}\n` +
      logs.map((file) => `The end of ${file}:\n${readTail(file, 8)}`).join("\n"),
  );
}

function printSummary(about: {
  appUrl: string;
  signIn: string;
  inbox: string | undefined;
  dataFolder: string;
}): void {
  say("");
  say("Letterpress is ready.");
  say(`  Dashboard  ${about.appUrl}`);
  say(`  Sign in    ${about.signIn}`);
  if (about.inbox) say(`  Inbox      ${about.inbox}  Local delivery: nothing leaves this machine.`);
  else say("  Delivery   Real delivery: mails go out through Amazon SES.");
  say(`  Data       ${about.dataFolder}  Stop with Ctrl-C.`);
}
