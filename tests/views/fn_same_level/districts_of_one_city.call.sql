fn_same_level('S10300')
