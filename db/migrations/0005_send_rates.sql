CREATE TABLE "send_rates" (
	"region" text PRIMARY KEY NOT NULL,
	"max_send_rate" double precision NOT NULL,
	"share" double precision NOT NULL,
	"tat" timestamp with time zone DEFAULT now() NOT NULL,
	"campaign_tat" timestamp with time zone DEFAULT now() NOT NULL,
	"transactional_tat" timestamp with time zone DEFAULT now() NOT NULL,
	"throttled_at" timestamp with time zone,
	"campaign_throttles" bigint DEFAULT 0 NOT NULL,
	"transactional_throttles" bigint DEFAULT 0 NOT NULL,
	"daily_quota" double precision NOT NULL,
	"quota_used" double precision NOT NULL,
	"reserved_since_poll" double precision DEFAULT 0 NOT NULL,
	"quota_refused_at" timestamp with time zone,
	"polled_at" timestamp with time zone DEFAULT now() NOT NULL
);
