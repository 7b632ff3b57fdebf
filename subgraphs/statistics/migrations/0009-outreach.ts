import { Migration } from '@mikro-orm/migrations'

export class Migration0009Outreach extends Migration {
  override up(): void {
    this.addSql(campaigns)
    this.addSql(filings)
    this.addSql(kept)
    this.addSql(records)
  }
}

const campaigns = `
  CREATE TABLE statistics.outreach_campaign (
    id uuid PRIMARY KEY,
    authority_id uuid NOT NULL,
    title varchar(100) NOT NULL,
    goal text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    region_codes text[] NOT NULL,
    due_on jsonb NOT NULL,
    state varchar(8) NOT NULL CHECK (state IN ('DRAFT', 'OPEN', 'CLOSED')),
    version integer NOT NULL,
    created_by varchar(200) NOT NULL,
    created_at timestamptz NOT NULL,
    opened_at timestamptz,
    closed_at timestamptz,
    CHECK (starts_on <= ends_on)
  );
  CREATE INDEX outreach_campaign_of ON statistics.outreach_campaign (authority_id, created_at DESC);
  CREATE TABLE statistics.outreach_task (
    campaign_id uuid NOT NULL REFERENCES statistics.outreach_campaign,
    authority_id uuid NOT NULL,
    kind varchar(16) NOT NULL CHECK (kind IN ('SUMMARY', 'WORK_REPORT')),
    due_at timestamptz,
    reminded_at timestamptz,
    overdue_at timestamptz,
    first_submitted_at timestamptz,
    late boolean NOT NULL DEFAULT false,
    PRIMARY KEY (campaign_id, authority_id, kind)
  );
  CREATE INDEX outreach_task_due ON statistics.outreach_task (due_at)
    WHERE first_submitted_at IS NULL AND overdue_at IS NULL;
  CREATE TABLE statistics.outreach_notice (
    id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES statistics.outreach_campaign,
    authority_id uuid NOT NULL,
    about_authority_id uuid NOT NULL,
    kind varchar(16) NOT NULL,
    occasion varchar(16) NOT NULL CHECK (occasion IN ('NEAR', 'OVER', 'RETURNED')),
    at timestamptz NOT NULL
  );
  CREATE INDEX outreach_notice_of ON statistics.outreach_notice (authority_id, at DESC, id);
  CREATE TABLE statistics.outreach_plan (
    campaign_id uuid NOT NULL REFERENCES statistics.outreach_campaign,
    authority_id uuid NOT NULL,
    leader varchar(50) NOT NULL,
    deputy_in_charge varchar(50) NOT NULL,
    lead_office varchar(100) NOT NULL,
    handler varchar(50) NOT NULL,
    task_force text,
    plan text NOT NULL,
    progress varchar(16) NOT NULL CHECK (progress IN ('PLANNED', 'UNDER_WAY', 'DONE')),
    version integer NOT NULL,
    changed_by varchar(200) NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (campaign_id, authority_id)
  );`

/** Of one kind of document an authority has one under way at most; what was sealed stands beside it. */
const filings = `
  CREATE TABLE statistics.outreach_filing (
    id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES statistics.outreach_campaign,
    authority_id uuid NOT NULL,
    kind varchar(16) NOT NULL CHECK (kind IN ('SUMMARY', 'WORK_REPORT')),
    edition integer NOT NULL,
    state varchar(16) NOT NULL CHECK (state IN ('DRAFT', 'TO_CHECK', 'CHECKED', 'SUBMITTED', 'RETURNED', 'SEALED')),
    version integer NOT NULL,
    content jsonb NOT NULL,
    sealed_phone bytea,
    edited_by text[] NOT NULL,
    filled_at timestamptz,
    checked_by varchar(200),
    submitted_at timestamptz,
    return_reason text,
    included jsonb NOT NULL DEFAULT '[]',
    scan_hash char(64),
    sealed_at timestamptz,
    seal_responsible varchar(50),
    created_at timestamptz NOT NULL,
    UNIQUE (campaign_id, authority_id, kind, edition)
  );
  CREATE UNIQUE INDEX outreach_filing_under_way ON statistics.outreach_filing (campaign_id, authority_id, kind)
    WHERE state <> 'SEALED';
  CREATE TABLE statistics.outreach_figure (
    filing_id uuid NOT NULL REFERENCES statistics.outreach_filing,
    figure varchar(24) NOT NULL,
    entered integer CHECK (entered >= 0),
    entered_by varchar(200),
    entered_at timestamptz,
    prefilled integer CHECK (prefilled >= 0),
    below bigint CHECK (below >= 0),
    PRIMARY KEY (filing_id, figure)
  );
  CREATE TABLE statistics.outreach_step (
    id uuid PRIMARY KEY,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    filing_id uuid NOT NULL REFERENCES statistics.outreach_filing,
    step varchar(16) NOT NULL,
    subject varchar(200) NOT NULL,
    authority_id uuid NOT NULL,
    at timestamptz NOT NULL,
    reason text
  );
  CREATE INDEX outreach_step_of ON statistics.outreach_step (filing_id, sequence);
  CREATE TABLE statistics.outreach_document (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    filing_id uuid NOT NULL REFERENCES statistics.outreach_filing,
    filing_version integer NOT NULL,
    format varchar(8) NOT NULL CHECK (format IN ('PDF', 'XLSX', 'CSV')),
    with_below boolean NOT NULL,
    subject varchar(200) NOT NULL,
    authority_id uuid NOT NULL,
    roles text[] NOT NULL,
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    fetched_at timestamptz,
    sha256 char(64)
  );
  CREATE INDEX outreach_document_of ON statistics.outreach_document (filing_id, asked_at);
  CREATE INDEX outreach_document_asked ON statistics.outreach_document (subject, asked_at);`

/** What bears the seal of an office, and who did what, is changed by nobody: not by the process either. */
const kept = `
  CREATE FUNCTION statistics.keep_sealed_filing() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'SEALED' THEN RAISE EXCEPTION 'a filing stays, and a sealed one as it is'; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER outreach_filing_kept BEFORE UPDATE OR DELETE ON statistics.outreach_filing
    FOR EACH ROW EXECUTE FUNCTION statistics.keep_sealed_filing();
  CREATE FUNCTION statistics.keep_sealed_figure() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT FROM statistics.outreach_filing
      WHERE id = coalesce(NEW.filing_id, OLD.filing_id) AND state NOT IN ('DRAFT', 'RETURNED'))
    THEN RAISE EXCEPTION 'figures that were checked stay'; END IF;
    RETURN coalesce(NEW, OLD);
  END $$;
  CREATE TRIGGER outreach_figure_kept BEFORE INSERT OR UPDATE OR DELETE ON statistics.outreach_figure
    FOR EACH ROW EXECUTE FUNCTION statistics.keep_sealed_figure();
  CREATE FUNCTION statistics.keep_outreach_steps() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'steps are only added';
  END $$;
  CREATE TRIGGER outreach_step_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON statistics.outreach_step
    FOR EACH STATEMENT EXECUTE FUNCTION statistics.keep_outreach_steps();`

/** Folded from the events of the CMS and of region; a correction takes the place of what was there. */
const records = `
  CREATE TABLE statistics.outreach_record (
    id varchar(64) PRIMARY KEY,
    kind varchar(16) NOT NULL CHECK (kind IN ('PLACEMENT', 'MEDIA', 'ACTIVITY')),
    region_code varchar(9) NOT NULL,
    day date,
    type varchar(32) NOT NULL,
    in_place boolean NOT NULL DEFAULT true,
    registry_entry_id uuid,
    brochures integer NOT NULL DEFAULT 0,
    enterprises integer NOT NULL DEFAULT 0,
    communities integer NOT NULL DEFAULT 0
  );
  CREATE INDEX outreach_record_place ON statistics.outreach_record (region_code text_pattern_ops);
  CREATE INDEX outreach_record_entry ON statistics.outreach_record (registry_entry_id)
    WHERE registry_entry_id IS NOT NULL;
  CREATE TABLE statistics.registry_entry (
    id uuid PRIMARY KEY,
    kind varchar(16) NOT NULL CHECK (kind IN ('ENTERPRISE', 'COMMUNITY')),
    region_code varchar(9) NOT NULL
  );
  CREATE INDEX registry_entry_place ON statistics.registry_entry (region_code text_pattern_ops, kind, id);
  CREATE TABLE statistics.registry_stated (
    region_code varchar(9) PRIMARY KEY,
    enterprises integer,
    communities integer
  );`
