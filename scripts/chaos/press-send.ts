// The web process in which a person presses "send": `press-send.ts CAMPAIGN`. It may be killed while
// it plans the first recipients.
const { launchCampaign } = await import("@/lib/delivery/launch");
const result = await launchCampaign(Number(process.argv[2]), { userId: null });
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);
