fn_below('S10000')
