(
    select
        t.lo,
        t.hi,
        fn_surely_better(t.lo, t.lo_open, t.hi, t.hi_open) as found
    from (
        values (9, false, 8, false), (8, false, 9, false), (8, false, 8, false),
        (7, true, 7, false), (6, false, 6, true)
    ) as t (lo, lo_open, hi, hi_open)
)
