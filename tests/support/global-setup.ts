import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "@/db/migrate";
import { findFreePort } from "@/local/ports";
import { startPostgres } from "@/local/postgres/server";
import { projectRoot } from "@/local/project";
import { startSqs } from "@/local/sqs/server";
import { databaseUrl, onServer } from "./test-database";

declare module "vitest" {
  export interface ProvidedContext {
    serverUrl: string;
    templateName: string;
    sqsUrl: string;
  }
}

/** Once a run: a PostgreSQL server, one migrated database to copy from, and a local SQS. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const templateName = `letterpress_test_${randomBytes(6).toString("hex")}`;
  await onServer(server.url, [`create database ${templateName}`]);
  const migrations = fileURLToPath(new URL("../../db/migrations", import.meta.url));
  await migrateDatabase(databaseUrl(server.url, templateName), migrations);
  const sqs = await startSqs();

  project.provide("serverUrl", server.url);
  project.provide("templateName", templateName);
  project.provide("sqsUrl", sqs.url);

  return async () => {
    await sqs.close();
    await onServer(server.url, [`drop database if exists ${templateName} with (force)`]);
    await server.close();
  };
}

/** The server of LETTERPRESS_TEST_DATABASE_URL, else an embedded one that lives for this run. */
async function startServer(): Promise<{ url: string; close(): Promise<void> }> {
  const url = process.env["LETTERPRESS_TEST_DATABASE_URL"];
  if (url) return { url, close: async () => undefined };
  const folder = await mkdtemp(path.join(tmpdir(), "letterpress-test-postgres-"));
  const port = await findFreePort(17_000 + Math.floor(Math.random() * 4000));
  const server = await startPostgres({ root: projectRoot(), folder, port, durable: false });
  // A run that is cut short skips the clean end; the server must not outlive it.
  process.once("exit", () => server.process.kill("SIGQUIT"));
  return {
    url: server.url,
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
