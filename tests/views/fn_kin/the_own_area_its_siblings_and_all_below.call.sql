(select b.area from fn_kin('S10100') as k inner join area as b on k.area_key = b.area_key where b.level = 'district')
