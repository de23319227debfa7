CREATE TABLE "campaign_archives" (
	"campaign_id" bigint PRIMARY KEY NOT NULL,
	"range_low" bigint NOT NULL,
	"folder" text NOT NULL,
	"files" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"report" jsonb NOT NULL,
	"detached_at" timestamp with time zone DEFAULT now() NOT NULL,
	"written_at" timestamp with time zone,
	"dropped_at" timestamp with time zone
);
