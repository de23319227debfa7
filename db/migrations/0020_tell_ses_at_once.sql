DROP INDEX "ses_suppression_tasks_next";--> statement-breakpoint
DROP INDEX "suppressions_created_at";--> statement-breakpoint
CREATE INDEX "ses_suppression_tasks_due" ON "ses_suppression_tasks" USING btree ("action" DESC NULLS FIRST,"next_attempt_at") WHERE next_attempt_at is not null;--> statement-breakpoint
CREATE INDEX "suppressions_newest" ON "suppressions" USING btree ("created_at","email_normalized","reason");--> statement-breakpoint
CREATE INDEX "suppressions_newest_of_reason" ON "suppressions" USING btree ("reason","created_at","email_normalized");--> statement-breakpoint
CREATE INDEX "suppressions_search" ON "suppressions" USING gin ("email_normalized" gin_trgm_ops);--> statement-breakpoint
-- Bounces and complaints from files, other tools and by hand are to be told to SES, whoever writes them.
-- Named so that it runs after suppressions_take_erased_out: an erased address is told to nobody.
CREATE FUNCTION "tell_ses_of_suppressions"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ses_suppression_tasks AS task (email_normalized, action, reason, next_attempt_at)
  SELECT s.email_normalized, 'put',
    CASE WHEN bool_or(s.reason = 'complaint') THEN 'COMPLAINT' ELSE 'BOUNCE' END, now()
  FROM suppressions s WHERE s.reason IN ('bounce', 'complaint') AND s.email_normalized IN (
    SELECT a.email_normalized FROM added a
    WHERE a.reason IN ('bounce', 'complaint') AND a.source NOT IN ('ses', 'ses_list'))
  GROUP BY s.email_normalized
  ON CONFLICT (email_normalized) DO UPDATE SET action = 'put', reason = excluded.reason,
    requested_at = now(), next_attempt_at = now(), attempts = 0, last_error = NULL,
    version = task.version + 1
  WHERE task.action = 'delete' OR task.reason <> excluded.reason;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "suppressions_tell_ses" AFTER INSERT ON "suppressions"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "tell_ses_of_suppressions"();--> statement-breakpoint
-- What stood here before and was not wished yet.
INSERT INTO "ses_suppression_tasks" ("email_normalized", "action", "reason", "next_attempt_at")
SELECT email_normalized, 'put',
  CASE WHEN bool_or(reason = 'complaint') THEN 'COMPLAINT' ELSE 'BOUNCE' END, now()
FROM suppressions WHERE reason IN ('bounce', 'complaint') AND source NOT IN ('ses', 'ses_list')
GROUP BY email_normalized ON CONFLICT DO NOTHING;
