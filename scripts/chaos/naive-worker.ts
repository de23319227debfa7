import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import pg from "pg";

// The counter-test: `naive-worker.ts CAMPAIGN INDEX WORKERS` does what most senders do. It reads who
// waits, sends with the SDK as it comes (three attempts), and marks the row afterwards.
const [campaign, index, workers] = process.argv.slice(2).map(Number);
// Most set a time limit: the SDK has none, and would wait for ever for an answer that never comes.
const ses = new SESv2Client({
  requestHandler: { requestTimeout: 1_500, throwOnRequestTimeout: true },
});
const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 2 });

type Row = { id: string; email: string };

async function send({ id, email }: Row): Promise<void> {
  try {
    await ses.send(
      new SendEmailCommand({
        FromEmailAddress: "hello@sodam.test",
        Destination: { ToAddresses: [email] },
        Content: {
          Simple: { Subject: { Data: "안녕하세요" }, Body: { Text: { Data: "안녕하세요" } } },
        },
        EmailTags: [
          { Name: "campaign_id", Value: String(campaign) },
          { Name: "recipient_id", Value: id },
        ],
      }),
    );
    await mark(id, "sent");
  } catch {
    await mark(id, "failed");
  }
}

async function mark(id: string, status: string): Promise<void> {
  await pool.query("update recipients set status = $3 where campaign_id = $1 and id = $2", [
    campaign,
    id,
    status,
  ]);
}

for (;;) {
  const { rows } = await pool.query<Row>(
    `select id, email from recipients where campaign_id = $1 and status = 'queued' and id % $3 = $2
     order by id limit 20`,
    [campaign, index, workers],
  );
  if (rows.length === 0) break;
  await Promise.all(rows.map(send));
}
await pool.end();
process.exit(0);
