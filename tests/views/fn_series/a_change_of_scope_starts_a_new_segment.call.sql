fn_series('S10100')
