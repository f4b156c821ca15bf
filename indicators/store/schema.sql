create table if not exists raw_meta (key text primary key, value text);
create table if not exists raw_code (kind text, code text, key integer, primary key (kind, code));
create table if not exists raw_area (
    area_key integer, area text, name text, short text, level text, level_name text, depth integer,
    territorial integer, parent text, kind text, sort integer, aliases text
);
create table if not exists raw_closure (area_key integer, ancestor_key integer, depth integer);
create table if not exists raw_indicator (
    indicator_key integer, indicator text, name text, theme text, topic text, unit text,
    direction text, decimals integer, plausible_min double, plausible_max double, rollup text,
    denominator text, tolerance double, measure text, definition text, aliases text, kind text,
    sort integer
);
create table if not exists raw_family (
    family_key integer, member_key integer, factor double, caveat text, position integer
);
create table if not exists raw_part (part_key integer, whole_key integer);
create table if not exists raw_batch (
    batch integer primary key, file text, sha256 text, mode text, observations integer,
    missing integer, imported_at timestamp, imported_by text, undone_at timestamp,
    undone_after integer
);
create table if not exists raw_replacement (batch integer, replaced_batch integer);
create table if not exists raw_observation (
    observation bigint, batch integer, indicator_key integer, area_key integer, period text,
    period_end date, grain text, state text, reason text, lo double, hi double, lo_open boolean,
    hi_open boolean, flag text, nature text, scope text, source text, confidence text, sheet text,
    cell text, raw text, unit text, conversion text, note text
);
create table if not exists raw_layout (
    fingerprint text primary key, decisions text, decided_at timestamp, decided_by text
);
create table if not exists raw_setting (key text primary key, value text);
