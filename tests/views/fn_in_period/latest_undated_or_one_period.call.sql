(
    select
        t.wanted,
        t.period,
        t.newest,
        fn_in_period(t.wanted, t.period, t.newest) as found
    from (
        values
        ('latest', '2024', true), ('latest', '2024', false),
        ('undated', null, false), ('undated', '2024', true),
        ('2024', '2024', false), ('2024', '2023', true)
    ) as t (wanted, period, newest)
)
