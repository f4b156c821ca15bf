(
    select
        t.*,
        fn_verdict(t.direction, t.tolerance, t.lo, t.hi, t.lo_open, t.hi_open) as found
    from (
        values
        ('higher', 0, 2, 5, false, false), ('higher', 0, -5, -2, false, false),
        ('higher', 0, 0, 0, false, false), ('higher', 0, -1, 1, false, false),
        ('higher', 0, 0, 3, true, false), ('higher', 0, -3, 0, false, true),
        ('higher', 1, -1, 1, false, false), ('higher', 1, 0, 3, true, false),
        ('higher', 0, 2, null, false, false), ('none', 0, 2, 5, false, false),
        ('none', 0, 0, 0, false, false)
    ) as t (direction, tolerance, lo, hi, lo_open, hi_open)
)
